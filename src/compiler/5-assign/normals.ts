import { inputsOf, sizeOf } from '../../expression/index.js';
import { isDiscrete } from '../../library/index.js';
import type { Factor, FactorGraph } from '../3-factorize/graph.js';
import { elementsOf, hasOnlyGradient, type Conditional } from '../4-condition/conditional.js';
import { gaussianBlock, type GaussianBlock } from '../4-condition/gaussian.js';
import type { Requests } from './requests.js';
import { isWorthIntegrating } from '../4-condition/work.js';

/** What becomes of the blocks of jointly normal unknowns. */
export interface Normals {
  /** Drawn exactly, and integrated out of the density by which the others move. */
  readonly integrated: readonly GaussianBlock[];
  /** Drawn exactly, the others held. */
  readonly exact: readonly GaussianBlock[];
  /** Neither, and why: by the name of the unknown. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * A block is integrated out where something moves beside it that depends on it strongly: an unknown
 * without a closed form, or a scale of the block itself, which given the block could only creep.
 */
export function chooseNormals(
  graph: FactorGraph,
  conditionals: readonly Conditional[],
  requested: Requests,
): Normals {
  const integrated: GaussianBlock[] = [];
  const exact: GaussianBlock[] = [];
  const refused = new Map<string, string>();
  const blocks = candidates(graph, conditionals, requested).filter(
    (block) => !movesInTurn(block, conditionals, requested),
  );
  const waiting = [...blocks].sort((a, b) => b.system.dimension - a.system.dimension);
  for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
    const { variables } = block;
    const moving = conditionals.filter((c) => movesBeside(c, block, requested));
    if (isMixed(graph, block)) exact.push(block);
    else if (moving.length === 0) {
      if (!isElementwise(block, conditionals)) exact.push(block);
    } else if (integrated.some((other) => meet(other, block))) exact.push(block);
    else if (isWorthIntegrating(block, elementsOf(moving))) integrated.push(block);
    else if (variables.some(({ name }) => requested.has(name))) exact.push(block);
    else {
      const cost = `integrating it out of the density of ${moving[0]!.variable.name} costs too much`;
      const largest = largestOf(variables);
      const less = variables.filter((variable) => variable !== largest);
      for (const { name } of [largest, ...less]) refused.set(name, cost);
      // What remains may be independent, or small.
      const smaller = less.length > 0 ? gaussianBlock(graph, less) : undefined;
      if (smaller !== undefined) waiting.unshift(smaller);
    }
  }
  for (const { variables } of [...integrated, ...exact])
    for (const { name } of variables) refused.delete(name);
  return { integrated, exact, refused };
}

function largestOf(variables: GaussianBlock['variables']): GaussianBlock['variables'][number] {
  return variables.reduce((a, b) => (sizeOf(b.shape) > sizeOf(a.shape) ? b : a));
}

/** Whether it is left to moves of single elements, each with scales that would otherwise move beside it. */
function movesInTurn(
  { variables }: GaussianBlock,
  conditionals: readonly Conditional[],
  requested: Requests,
): boolean {
  return conditionals.some(
    ({ variable, componentwise: form }) =>
      form?.weights === variable &&
      form.isFree &&
      variables.includes(variable) &&
      !requested.has(variable.name),
  );
}

/** Whether auxiliaries of priors were brought in for the block to be drawn beside closed forms. */
export function isMixed({ augmentations }: FactorGraph, { factors }: GaussianBlock): boolean {
  return augmentations.some(
    ({ kind, variable }) => kind === 'prior' && factors.some(({ scope }) => scope.has(variable)),
  );
}

/** The blocks without the unknowns that infer gives another sampler. */
function candidates(
  graph: FactorGraph,
  conditionals: readonly Conditional[],
  requested: Requests,
): GaussianBlock[] {
  const free = ({ name }: { readonly name: string }) =>
    (requested.get(name)?.name ?? 'gibbs') === 'gibbs';
  return [...new Set(conditionals.flatMap(({ joint }) => joint ?? []))].flatMap((block) => {
    const members = block.variables.filter(free);
    if (members.length === block.variables.length) return [block];
    return (members.length > 0 ? gaussianBlock(graph, members) : undefined) ?? [];
  });
}

/** One unknown whose elements are independent: the family of each says more than a matrix. */
function isElementwise(
  { variables }: GaussianBlock,
  conditionals: readonly Conditional[],
): boolean {
  const [only, ...others] = variables;
  const conditional = conditionals.find(({ variable }) => variable === only);
  return others.length === 0 && conditional?.form.kind === 'exponential';
}

function meet(a: GaussianBlock, b: GaussianBlock): boolean {
  return a.factors.some((factor) => b.factors.includes(factor));
}

/** Rows to a normal's dimension above which a scale mixes well given the normal's draw. */
const ROWS_TO_DIMENSION = 4;

function movesBeside(
  { variable, form, joint, componentwise }: Conditional,
  block: GaussianBlock,
  requested: Requests,
): boolean {
  const { name, support } = variable;
  // What stands on a carrier has its own draw, and moves by no density with respect to length.
  if (variable.carrier !== undefined) return false;
  const inside = block.variables.includes(variable);
  const shared = block.factors.filter(({ scope }) => scope.has(name));
  if (inside || shared.length === 0 || isDiscrete(support.kind)) return false;
  const request = requested.get(name)?.name;
  // An ellipse is of the prior given all else, so nothing may be integrated out of that.
  if (request === 'elliptical')
    return !shared.some(({ kind, target }) => kind === 'prior' && target === name);
  if (request !== undefined) return request !== 'gibbs';
  if (joint !== undefined || componentwise?.isFree === true) return false;
  return hasOnlyGradient(form) || shared.some((factor) => isTight(factor, block));
}

function isTight({ value, scope }: Factor, { variables }: GaussianBlock): boolean {
  const read = variables.filter(({ name }) => scope.has(name));
  const dimension = read.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return sizeOf(value.shape) < ROWS_TO_DIMENSION * dimension;
}

/** Names of the unknowns that its standardised values are relative to. */
export function standardisedBy({ prior }: Conditional): ReadonlySet<string> {
  return new Set(prior?.parameters.flatMap((node) => [...inputsOf(node)]));
}

/** Unknowns that a density with the blocks integrated out joins: they move on it. */
export function readsIntegrated(
  { variable }: Conditional,
  integrated: readonly GaussianBlock[],
): GaussianBlock[] {
  return integrated.filter(
    ({ variables, factors }) =>
      !variables.includes(variable) && factors.some(({ scope }) => scope.has(variable.name)),
  );
}
