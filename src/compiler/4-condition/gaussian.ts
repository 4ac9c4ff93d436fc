import {
  collectQuadratic,
  gaussianSystem,
  sizeOf,
  substituteAll,
  type GaussianSystem,
  type Node,
  type Quadratic,
  type QuadraticForm,
} from '../../expression/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import { boundsValue } from './bounds.js';
import { columnParts, joinedParts, sumOfParts, wholePart, type Part } from './parts.js';

/** Unknowns that are jointly normal given all the others. */
export interface GaussianBlock {
  readonly variables: readonly Variable[];
  /** All that touch one of them. */
  readonly factors: readonly Factor[];
  /** Of the unknowns in order, each whole or by its columns: the blocks of the system. */
  readonly parts: readonly Part[];
  readonly system: GaussianSystem;
  /** Of each unknown, in its shape. */
  readonly mean: readonly Node[];
}

/** More columns than this are not told apart: the work of eliminating them is cubic in their number. */
const MOST_COLUMNS = 16;

/** Beyond this many rows a dense factor, cubic in them, costs more than it gains. */
const LARGEST_DENSE = 400;

/**
 * Blocks as large as the graph allows. From each unknown in turn, those that share a factor with the
 * block join as long as the density stays quadratic in all of them together.
 */
export function gaussianBlocks(graph: FactorGraph): GaussianBlock[] {
  const waiting = [...graph.variables.values()].filter(
    (variable) => gaussianBlock(graph, [variable]) !== undefined,
  );
  const blocks: GaussianBlock[] = [];
  for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
    let block = gaussianBlock(graph, [first])!;
    for (let at = 0; at < waiting.length;) {
      const { name } = waiting[at]!;
      const meets = block.factors.some(({ scope }) => scope.has(name));
      const grown = meets && gaussianBlock(graph, [...block.variables, waiting[at]!]);
      at++;
      if (!grown) continue;
      block = grown;
      waiting.splice(at - 1, 1);
      // What did not meet the block before may now.
      at = 0;
    }
    blocks.push(block);
  }
  return blocks;
}

/** The unknowns as one block; undefined where they are not jointly normal. */
export function gaussianBlock(
  graph: FactorGraph,
  variables: readonly Variable[],
): GaussianBlock | undefined {
  if (variables.some(({ support }) => support.kind !== 'real')) return undefined;
  if (graph.factors.some((f) => variables.some(({ name }) => boundsValue(f, name))))
    return undefined;
  const factors = touching(graph, variables);
  const parts = variables.flatMap((variable) => partsOf(graph, variable));
  const form = quadraticIn(factors, parts);
  if (form.kind === 'refused' || isTooLarge(form, parts)) return undefined;
  const inputs = parts.map(({ input }) => input);
  const system = gaussianSystem(form, inputs);
  const mean = variables.map((variable) => {
    const own = parts.flatMap((part, i) => (part.variable === variable ? [i] : []));
    return joinedParts(
      own.map((i) => parts[i]!),
      own.map((i) => system.mean[i]!),
    );
  });
  return { variables, factors, parts, system, mean };
}

function touching({ factors }: FactorGraph, variables: readonly Variable[]): Factor[] {
  return factors.filter(({ scope }) => variables.some(({ name }) => scope.has(name)));
}

/** The log density of some factors as a form in parts of unknowns. */
export function quadraticIn(factors: readonly Factor[], parts: readonly Part[]): Quadratic {
  const variables = [...new Set(parts.map(({ variable }) => variable))];
  const sums = variables.map((variable): [Node, Node] => {
    return [variable.input, sumOfParts(parts.filter((part) => part.variable === variable))];
  });
  return collectQuadratic(
    substituteAll(
      factors.map(({ logDensity }) => logDensity),
      new Map(sums),
    ),
    parts.map(({ input }) => input),
  );
}

const found = new WeakMap<FactorGraph, Map<Variable, readonly Part[]>>();

/** The same whatever else is in a block, so it is looked for once. */
function partsOf(graph: FactorGraph, variable: Variable): readonly Part[] {
  const known = found.get(graph) ?? new Map<Variable, readonly Part[]>();
  found.set(graph, known);
  const parts = known.get(variable) ?? bestParts(touching(graph, [variable]), variable);
  known.set(variable, parts);
  return parts;
}

/**
 * Vectors of groups, as varying intercepts and slopes are, have a precision that is diagonal between any two of their
 * columns, so that these are eliminated one after the other. Other matrices stay whole.
 */
function bestParts(factors: readonly Factor[], variable: Variable): readonly Part[] {
  const whole = [wholePart(variable)];
  const { shape } = variable;
  if (shape.length < 2) return whole;
  const form = quadraticIn(factors, whole);
  const isOpen =
    form.kind === 'refused' ? form.unwieldy : form.precision[0]![0]?.kind !== 'diagonal';
  const axes = [...new Set([shape.length - 1, 0])].filter(
    (axis) => shape[axis]! > 1 && shape[axis]! <= MOST_COLUMNS,
  );
  for (const axis of isOpen ? axes.sort((a, b) => shape[a]! - shape[b]!) : []) {
    const columns = columnParts(variable, axis);
    const apart = quadraticIn(factors, columns);
    const inputs = columns.map(({ input }) => input);
    if (apart.kind !== 'ok' || apart.precision.some((row, i) => row[i]?.kind !== 'diagonal'))
      continue;
    if (gaussianSystem(apart, inputs).dense === undefined) return columns;
  }
  return whole;
}

/** Before the system is built: what is not diagonal by itself is dense at best. */
function isTooLarge({ precision }: QuadraticForm, parts: readonly Part[]): boolean {
  const dense = parts.map(({ input }, i) =>
    precision[i]![i]?.kind === 'diagonal' ? 0 : sizeOf(input.shape),
  );
  return dense.reduce((a, b) => a + b, 0) > LARGEST_DENSE;
}
