import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import { namesOf } from '../3-factorize/print.js';
import type { Conditional, Refusal } from '../4-condition/conditional.js';
import { formText } from '../4-condition/print.js';
import { blockLabel } from './label.js';
import { isLocation, partnerOf } from './location.js';
import { planMessages } from './messages.js';
import type { PlannedBlock, SamplingPlan } from './plan.js';
import { readRequests } from './requests.js';
import { strategies, type Strategy } from './strategies.js';

/** The sampler of one unknown, and the better ones that it does not get. */
interface Choice {
  readonly conditional: Conditional;
  readonly sampler: string;
  readonly because: string;
  readonly refusals: readonly Refusal[];
}

/** The best sampler that each conditional admits. Requests of `infer` are requirements. */
export function assign(graph: FactorGraph, conditionals: readonly Conditional[]): SamplingPlan {
  requireSamplers(graph, conditionals);
  const requested = readRequests(graph, conditionals);
  const alone = conditionals.map((conditional) => choose(conditional, requested));
  const byNuts = new Set(alone.filter(isNuts).map(({ conditional }) => conditional));
  const choices = alone.map((choice) => {
    const { conditional } = choice;
    if (!isLocation(conditional) || requested.has(conditional.variable.name)) return choice;
    const partner = partnerOf(conditional, conditionals, (other) => byNuts.has(other));
    return partner === undefined ? choice : joined(choice, partner);
  });
  const exact = choices.filter((choice) => !isNuts(choice));
  const smooth = choices.filter(isNuts);
  const joint = smooth.length > 0 ? [jointBlock(smooth, conditionals)] : [];
  // The joint block comes last: its first steps then see scales that fit the starting values.
  return { blocks: [...exact.map((choice) => exactBlock(graph, choice)), ...joint] };
}

function isNuts({ sampler }: Choice): boolean {
  return sampler === 'nuts';
}

function requireSamplers(graph: FactorGraph, conditionals: readonly Conditional[]): void {
  const wrong = conditionals.flatMap(({ variable, form, refusals, because }): Diagnostic[] => {
    if (form.kind !== 'density-only') return [];
    const values = { name: variable.name, because: refusals[0]?.because ?? because };
    const place = { source: graph.source, span: variable.span };
    return [diagnostic(planMessages.noSampler, values, place)];
  });
  if (wrong.length > 0) throw new DiagnosticError(wrong);
}

function choose(conditional: Conditional, requested: ReadonlyMap<string, Strategy>): Choice {
  const judged = strategies
    .map(({ name, judge }) => ({ name, ...judge(conditional) }))
    .sort((a, b) => b.competence - a.competence);
  const [best] = judged;
  const request = requested.get(conditional.variable.name)?.name;
  if (request !== undefined) {
    return { conditional, sampler: request, because: 'asked for by infer', refusals: [] };
  }
  const refusals =
    best!.name === 'nuts'
      ? conditional.refusals.map(({ because }) => ({ form: 'gibbs', because }))
      : [];
  return { conditional, sampler: best!.name, because: best!.because, refusals };
}

/** A location that gives up its closed form to move with another unknown. */
function joined({ conditional }: Choice, partner: Conditional): Choice {
  const { name } = partner.variable;
  const cost = isLocation(partner)
    ? `would creep along its correlation with ${name}`
    : `would hold back ${name}, which has none`;
  const because = `${conditional.variable.name} has a closed form, but alone it ${cost}`;
  return { conditional, sampler: 'nuts', because, refusals: [{ form: 'gibbs', because }] };
}

function exactBlock(graph: FactorGraph, choice: Choice): PlannedBlock {
  const { conditional, sampler, because, refusals } = choice;
  const { variable, form } = conditional;
  const text =
    form.kind === 'exponential'
      ? formText(form, namesOf(graph))
      : `chances of its values from ${factorNames([conditional])}`;
  return {
    name: variable.name,
    conditionals: [conditional],
    ...{ sampler, conditional: text, because, refusals },
  };
}

function jointBlock(choices: readonly Choice[], all: readonly Conditional[]): PlannedBlock {
  const conditionals = choices.map(({ conditional }) => conditional);
  const names = (list: readonly Conditional[]) => list.map(({ variable }) => variable.name);
  return {
    name: blockLabel(names(conditionals), names(all)),
    conditionals,
    sampler: 'nuts',
    conditional: factorNames(conditionals),
    because: 'continuous and smooth: moved together along the gradient of their log density',
    refusals: choices.flatMap(({ refusals }) => refusals),
  };
}

function factorNames(conditionals: readonly Conditional[]): string {
  const factors = new Set(conditionals.flatMap((conditional) => conditional.factors));
  return [...factors].map(({ name }) => name).join(' + ');
}
