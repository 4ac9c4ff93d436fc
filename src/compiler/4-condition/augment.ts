import { isDiscrete } from '../../library/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import { componentwise, type Componentwise } from './componentwise.js';
import { exponentialForm } from './exponential.js';
import { gaussianBlocks, type GaussianBlock } from './gaussian.js';
import { mixed, type Mixed } from './mixtures.js';
import { isWorthIntegrating } from './work.js';

/**
 * Writes priors as the mixtures that their distributions declare, where that gives an exact block of normal unknowns
 * a sweep of closed forms, and priors and likelihoods where infer asks for a closed form that there is not otherwise.
 * With the auxiliaries integrated out the joint density is the one that the text means.
 */
export function augment(graph: FactorGraph): FactorGraph {
  const candidates = graph.factors.flatMap((factor) => candidateOf(graph, factor) ?? []);
  if (candidates.length === 0) return graph;
  const refused = new Map<string, string>();
  for (const { factor } of candidates) {
    if (factor.kind === 'prior') refused.set(factor.target, NOTHING_EXACT);
  }
  const asked = candidates.filter(({ factor }) => isAsked(graph, factor));
  const unasked = candidates.filter((candidate) => !asked.includes(candidate));
  const observed = unasked.filter(({ factor }) => factor.kind === 'likelihood');
  if (observed.length > 0) {
    for (const block of gaussianBlocks(rewritten(graph, candidates))) {
      for (const candidate of observed.filter((candidate) => isNear(block, candidate))) {
        for (const name of gainers(candidate, block)) refused.set(name, tooDear(candidate));
      }
    }
  }
  const used = new Set(asked);
  const inTurn = [...graph.variables.values()].flatMap((v) => componentwise(graph, v) ?? []);
  const weighed = candidates.filter((candidate) => !observed.includes(candidate));
  const trial = rewritten(graph, weighed);
  for (const block of weighed.length > 0 ? gaussianBlocks(trial) : []) {
    const near = weighed.filter((candidate) => isNear(block, candidate));
    if (near.length === 0) continue;
    const because = servedInTurn(block, inTurn) ?? objection(trial, block, near);
    for (const candidate of near) {
      if (because === undefined) used.add(candidate);
      else for (const name of gainers(candidate, block)) refused.set(name, because);
    }
  }
  const chosen = used.size > 0 ? rewritten(graph, [...used]) : graph;
  for (const { factor } of used) {
    for (const name of factor.kind === 'prior' ? [factor.target] : factor.scope)
      refused.delete(name);
  }
  return { ...chosen, unmixed: refused };
}

/**
 * As measured, a core each: 300 rows and 7 coefficients, Polya-Gamma 18 times, 25 where 1 row in 20 is a success; 30
 * groups of 10 with their scale, 3 times. Student t of 3 degrees and Laplace errors, the worst quantity, 74 and 52 times.
 */
function tooDear({ factor, made }: Candidate): string {
  const family = made.auxiliary.carrier?.family.name;
  const gains =
    family === undefined
      ? 'on a regression of 300 rows moves along the gradient had 50 times the effective draws a second'
      : 'on logistic regressions nuts had 3 to 25 times the effective draws a second';
  return `normal given a ${family ?? 'mixing'} auxiliary for every value of ${factor.target}, but these cost more than they give: ${gains}`;
}

const NOTHING_EXACT = 'no block of unknowns would be normal given its auxiliary';

/** A factor of the text, and what it may be written as. */
interface Candidate {
  readonly factor: Factor;
  readonly made: Mixed;
}

function candidateOf(graph: FactorGraph, factor: Factor): Candidate | undefined {
  if (factor.kind === 'prior') {
    // One whose unknown has a closed form, or another sampler, gains nothing.
    const request = requestOf(graph, factor.target);
    if (request !== undefined && request !== 'gibbs') return undefined;
    if ('kind' in formIn(graph, graph.variables.get(factor.target)!)) return undefined;
  }
  const made = mixed(graph, factor);
  return made && { factor, made };
}

/** Unknowns that a mixture would give a closed form. */
function gainers({ factor }: Candidate, { variables }: GaussianBlock): string[] {
  if (factor.kind === 'prior') return [factor.target];
  return variables.map(({ name }) => name).filter((name) => factor.scope.has(name));
}

function requestOf({ requests }: FactorGraph, name: string): string | undefined {
  return requests.find(({ variables }) => variables.includes(name))?.sampler;
}

/** Whether infer asks for a closed form that only the mixture can give. */
function isAsked(graph: FactorGraph, { kind, target, scope }: Factor): boolean {
  const asks = (name: string) => requestOf(graph, name) === 'gibbs';
  if (kind === 'prior') return asks(target);
  return [...scope].some(
    (name) => asks(name) && !('kind' in formIn(graph, graph.variables.get(name)!)),
  );
}

function formIn(graph: FactorGraph, variable: Variable) {
  const factors = graph.factors.filter(({ scope }) => scope.has(variable.name));
  return exponentialForm(variable, factors);
}

function isNear({ factors }: GaussianBlock, { factor, made }: Candidate): boolean {
  if (factor.kind === 'likelihood') return made.factors.some((part) => factors.includes(part));
  return factors.some(({ scope }) => scope.has(factor.target));
}

/** Weights that move one element after the other need no auxiliaries. */
function servedInTurn(
  { variables }: GaussianBlock,
  inTurn: readonly Componentwise[],
): string | undefined {
  const form = inTurn.find(({ weights, isFree }) => isFree && variables.includes(weights));
  return (
    form &&
    `${form.weights.name} moves further one element after the other, with no auxiliary to hold it back`
  );
}

/** Why the mixtures near a block are not worth their auxiliaries, if they are not. */
function objection(
  trial: FactorGraph,
  block: GaussianBlock,
  near: readonly Candidate[],
): string | undefined {
  const names = block.variables.map(({ name }) => name).join(', ');
  const inside = near.find(({ factor }) =>
    block.variables.some(({ name }) => name === factor.target),
  );
  if (inside !== undefined) {
    // Measured with 6 and 30 coefficients and 100 rows, Laplace and Student t, a core each.
    return `${names} would be normal, but given auxiliaries that hold it back: on regressions nuts had 2 to 7 times the effective draws a second`;
  }
  const isObserved = near.some(({ factor }) => factor.kind === 'likelihood');
  if (!isObserved) {
    // Without its auxiliaries the block is normal too.
    if (block.system.dense === undefined) return `${names} would be drawn no better for it`;
    if (isWorthIntegrating(block, Infinity))
      return `integrating ${names} out costs little and moves it further`;
  }
  const reads = (name: string) => block.factors.some(({ scope }) => scope.has(name));
  const beside = [...trial.variables.values()].filter(
    (variable) => reads(variable.name) && !block.variables.includes(variable),
  );
  for (const variable of [...beside, ...block.variables]) {
    const request = requestOf(trial, variable.name) ?? 'gibbs';
    const isInside = block.variables.includes(variable);
    const closed =
      isInside || isDiscrete(variable.support.kind) || 'kind' in formIn(trial, variable);
    if (request !== 'gibbs' || !closed) {
      return `${variable.name} would still move by gradient beside ${names}`;
    }
  }
  return undefined;
}

function rewritten(graph: FactorGraph, used: readonly Candidate[]): FactorGraph {
  const made = new Map(used.map((candidate) => [candidate.factor, candidate.made]));
  const auxiliaries = used.map(({ made: { auxiliary } }) => [auxiliary.name, auxiliary] as const);
  return {
    ...graph,
    variables: new Map([...graph.variables, ...auxiliaries]),
    factors: graph.factors.flatMap((factor) => made.get(factor)?.factors ?? [factor]),
    augmentations: used.map(({ made: { augmentation } }) => augmentation),
    direct: graph,
  };
}
