import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { nearest } from '../../base/suggestion.js';
import { print } from '../../expression/index.js';
import type { FactorGraph, SamplerRequest } from '../3-factorize/graph.js';
import type { Conditional, Refusal } from '../4-condition/conditional.js';
import { planMessages } from './messages.js';
import type { PlannedBlock, SamplingPlan } from './plan.js';

const SAMPLERS = ['gibbs', 'nuts', 'discrete'] as const;
type Sampler = (typeof SAMPLERS)[number];

interface Choice {
  readonly conditional: Conditional;
  readonly sampler: Sampler;
  readonly because: string;
  readonly refusals: readonly Refusal[];
}

/** The best sampler that each conditional admits. Requests of `infer` are requirements. */
export function assign(graph: FactorGraph, conditionals: readonly Conditional[]): SamplingPlan {
  const requested = readRequests(graph, conditionals);
  const choices = conditionals.map((conditional) =>
    choose(graph, conditional, conditionals, requested),
  );
  const closed = choices.filter(({ sampler }) => sampler === 'gibbs').map(gibbsBlock);
  const finite = choices.filter(({ sampler }) => sampler === 'discrete').map(discreteBlock);
  const smooth = choices.filter(({ sampler }) => sampler === 'nuts');
  return { blocks: [...closed, ...finite, ...(smooth.length > 0 ? [nutsBlock(smooth)] : [])] };
}

function choose(
  graph: FactorGraph,
  conditional: Conditional,
  all: readonly Conditional[],
  requested: ReadonlyMap<string, Sampler>,
): Choice {
  const { variable, form, because, refusals } = conditional;
  const request = requested.get(variable.name);
  if (form.kind === 'density-only') {
    const values = { name: variable.name, because: refusals[0]?.because ?? because };
    const place = { source: graph.source, span: variable.span };
    throw new DiagnosticError([diagnostic(planMessages.noSampler, values, place)]);
  }
  if (form.kind === 'discrete') return { conditional, sampler: 'discrete', because, refusals };
  if (request !== undefined) {
    return { conditional, sampler: request, because: 'asked for by infer', refusals };
  }
  if (form.kind === 'smooth') return { conditional, sampler: 'nuts', because, refusals };
  const partner = isLocation(conditional) ? coupledTo(conditional, all) : undefined;
  if (partner === undefined) return { conditional, sampler: 'gibbs', because, refusals };
  const refusal = {
    form: 'gibbs',
    because: `${variable.name} has a closed form, but moves slowly alone: it shares a factor with ${partner}`,
  };
  const joint = 'a location moves together with the unknowns it is correlated with';
  return { conditional, sampler: 'nuts', because: joint, refusals: [refusal] };
}

/** Means and coefficients: their posteriors are correlated, where scales' hardly are. */
function isLocation({ form }: Conditional): boolean {
  return (
    form.kind === 'exponential' &&
    form.family.statistics[0] === 'x' &&
    form.family.statistics[1] === 'x^2'
  );
}

/** Another location, or an unknown without a closed form, in one of the factors. */
function coupledTo(conditional: Conditional, all: readonly Conditional[]): string | undefined {
  const near = new Set(conditional.factors.flatMap((factor) => [...factor.scope]));
  const elements = conditional.variable.shape.reduce((a, b) => a * b, 1);
  const partner = all.find(
    (other) =>
      other !== conditional &&
      near.has(other.variable.name) &&
      (other.form.kind === 'smooth' || (isLocation(other) && elements > 0)),
  );
  return partner?.variable.name;
}

function readRequests(
  graph: FactorGraph,
  conditionals: readonly Conditional[],
): ReadonlyMap<string, Sampler> {
  const requested = new Map<string, Sampler>();
  for (const request of graph.requests) {
    const sampler = SAMPLERS.find((name) => name === request.sampler);
    const place = { source: graph.source, span: request.span };
    if (sampler === undefined) {
      const near = nearest(request.sampler, SAMPLERS);
      const remedy = near ? `did you mean ${near}?` : 'write gibbs or nuts';
      const values = { name: request.sampler, remedy };
      throw new DiagnosticError([diagnostic(planMessages.unknownSampler, values, place)]);
    }
    for (const conditional of conditionals) {
      if (!request.variables.includes(conditional.variable.name)) continue;
      requireAble(graph, request, conditional, sampler);
      requested.set(conditional.variable.name, sampler);
    }
  }
  return requested;
}

function requireAble(
  graph: FactorGraph,
  request: SamplerRequest,
  { variable, form, refusals, because }: Conditional,
  sampler: Sampler,
): void {
  const able: Readonly<Record<Sampler, boolean>> = {
    gibbs: form.kind === 'exponential',
    nuts: form.kind === 'exponential' || form.kind === 'smooth',
    discrete: form.kind === 'discrete',
  };
  if (able[sampler]) return;
  const reason = sampler === 'gibbs' ? refusals[0]?.because : undefined;
  const values = { variable: variable.name, sampler, because: reason ?? `it is ${because}` };
  const place = { source: graph.source, span: request.span };
  throw new DiagnosticError([diagnostic(planMessages.impossibleSampler, values, place)]);
}

function gibbsBlock({ conditional, because, refusals }: Choice): PlannedBlock {
  const { variable, form } = conditional;
  const text =
    form.kind === 'exponential'
      ? form.family.describe(form.natural.map((node) => print(node)))
      : '';
  return {
    name: variable.name,
    conditionals: [conditional],
    sampler: 'gibbs',
    conditional: text,
    because,
    refusals,
  };
}

function discreteBlock({ conditional, because, refusals }: Choice): PlannedBlock {
  const text = 'probabilities of its values';
  const name = conditional.variable.name;
  return {
    name,
    conditionals: [conditional],
    sampler: 'discrete',
    conditional: text,
    because,
    refusals,
  };
}

function nutsBlock(choices: readonly Choice[]): PlannedBlock {
  const conditionals = choices.map(({ conditional }) => conditional);
  const factors = new Set(conditionals.flatMap((conditional) => conditional.factors));
  return {
    name: conditionals.map(({ variable }) => variable.name).join(', '),
    conditionals,
    sampler: 'nuts',
    conditional: [...factors].map((factor) => factor.name).join(' + '),
    because: 'continuous and smooth, moved together along gradients of their joint density',
    refusals: choices.flatMap(({ refusals }) => refusals),
  };
}
