import { input, inputsOf, sum } from '../../expression/index.js';
import { isDiscrete } from '../../library/index.js';
import type { Law } from '../../library/distribution.js';
import type { Augmentation, Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import { exponentialForm } from './exponential.js';
import { gaussianBlocks, type GaussianBlock } from './gaussian.js';
import { isWorthIntegrating } from './work.js';

/**
 * Writes priors as the mixtures that their distributions declare, where that gives an exact block of
 * normal unknowns a sweep of closed forms, or where infer asks for a closed form that there is not
 * otherwise. With the auxiliaries integrated out the joint density is the one that the text means.
 */
export function augment(graph: FactorGraph): FactorGraph {
  const candidates = graph.factors.filter((factor) => isCandidate(graph, factor));
  if (candidates.length === 0) return graph;
  const refused = new Map(candidates.map(({ target }) => [target, NOTHING_EXACT]));
  const trial = rewritten(graph, candidates);
  const used = new Set(candidates.filter(({ target }) => isAsked(graph, target)));
  for (const block of gaussianBlocks(trial)) {
    const near = candidates.filter(({ target }) => isNear(block, target));
    const because = near.length > 0 ? objection(trial, block, near) : undefined;
    for (const candidate of near) {
      if (because === undefined) used.add(candidate);
      else refused.set(candidate.target, because);
    }
  }
  for (const { target } of used) refused.delete(target);
  const chosen = used.size > 0 ? rewritten(graph, [...used]) : graph;
  return { ...chosen, unmixed: refused };
}

const NOTHING_EXACT = 'no block of unknowns would be normal given its auxiliary';

/** A prior with a mixture, of an unknown that has no closed form without it and no other sampler. */
function isCandidate(graph: FactorGraph, { kind, distribution, target }: Factor): boolean {
  if (kind !== 'prior' || distribution.mixture === undefined) return false;
  const request = requestOf(graph, target);
  if (request !== undefined && request !== 'gibbs') return false;
  return !('kind' in formIn(graph, graph.variables.get(target)!));
}

function requestOf({ requests }: FactorGraph, name: string): string | undefined {
  return requests.find(({ variables }) => variables.includes(name))?.sampler;
}

function isAsked(graph: FactorGraph, name: string): boolean {
  return requestOf(graph, name) === 'gibbs';
}

function formIn(graph: FactorGraph, variable: Variable) {
  const factors = graph.factors.filter(({ scope }) => scope.has(variable.name));
  return exponentialForm(variable, factors);
}

function isNear({ factors }: GaussianBlock, name: string): boolean {
  return factors.some(({ scope }) => scope.has(name));
}

/** Why the mixtures near a block are not worth their auxiliaries, if they are not. */
function objection(
  trial: FactorGraph,
  block: GaussianBlock,
  near: readonly Factor[],
): string | undefined {
  const names = block.variables.map(({ name }) => name).join(', ');
  const inside = near.find(({ target }) => block.variables.some(({ name }) => name === target));
  if (inside !== undefined) {
    return `${names} would be normal, but given auxiliaries that hold it back: nuts moves it further for its time`;
  }
  if (block.system.dense === undefined) return `${names} would be drawn no better for it`;
  if (isWorthIntegrating(block))
    return `integrating ${names} out costs little and moves it further`;
  const beside = [...trial.variables.values()].filter(
    (variable) => isNear(block, variable.name) && !block.variables.includes(variable),
  );
  for (const variable of beside) {
    const request = requestOf(trial, variable.name) ?? 'gibbs';
    const closed = isDiscrete(variable.support.kind) || 'kind' in formIn(trial, variable);
    if (request !== 'gibbs' || !closed) {
      return `${variable.name} would still move by gradient beside ${names}`;
    }
  }
  return undefined;
}

function rewritten(graph: FactorGraph, mixed: readonly Factor[]): FactorGraph {
  const made = new Map(mixed.map((factor) => [factor, mixture(graph, factor)]));
  const auxiliaries = [...made.values()].map(
    ({ auxiliary }) => [auxiliary.name, auxiliary] as const,
  );
  return {
    ...graph,
    variables: new Map([...graph.variables, ...auxiliaries]),
    factors: graph.factors.flatMap((factor) => made.get(factor)?.factors ?? [factor]),
    augmentations: [...made.values()].map(({ augmentation }) => augmentation),
    direct: graph,
  };
}

interface Mixed {
  readonly auxiliary: Variable;
  readonly factors: readonly Factor[];
  readonly augmentation: Augmentation;
}

function mixture(graph: FactorGraph, prior: Factor): Mixed {
  const { words, mixing, given } = prior.distribution.mixture!;
  const variable = graph.variables.get(prior.target)!;
  // No unknown of a text can have this name.
  const name = `mixing(${prior.target})`;
  const auxiliary: Variable = {
    ...variable,
    ...{ name, kind: 'parameter', input: input(name, variable.shape), isAuxiliary: true },
    support: { kind: 'positive' },
  };
  const of = (law: Law, value: Factor['value']) => factorOf(prior, law, value);
  const mixed = of(mixing(prior.parameters), auxiliary.input);
  const value = of(given(auxiliary.input, prior.parameters), prior.value);
  return {
    auxiliary,
    factors: [
      { ...value, name: `${prior.name} given ${name}` },
      { ...mixed, name: `${name} ~ ${mixed.distribution.name}`, target: name },
    ],
    augmentation: { variable: prior.target, auxiliary: name, words },
  };
}

function factorOf(prior: Factor, law: Law, value: Factor['value']): Factor {
  const elements = law.distribution.logDensity(value, law.parameters);
  const logDensity = elements.shape.length === 0 ? elements : sum(elements);
  return { ...prior, ...law, value, logDensity, scope: inputsOf(logDensity) };
}
