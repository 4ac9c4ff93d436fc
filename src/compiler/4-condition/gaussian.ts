import {
  collectQuadratic,
  gaussianSystem,
  sizeOf,
  type GaussianSystem,
  type QuadraticForm,
} from '../../expression/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import { boundsValue } from './bounds.js';

/** Unknowns that are jointly normal given all the others. */
export interface GaussianBlock {
  readonly variables: readonly Variable[];
  /** All that touch one of them. */
  readonly factors: readonly Factor[];
  readonly system: GaussianSystem;
}

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
  const touches = ({ scope }: Factor) => variables.some(({ name }) => scope.has(name));
  const factors = graph.factors.filter(touches);
  const bounds = graph.factors.some((f) => variables.some(({ name }) => boundsValue(f, name)));
  if (bounds) return undefined;
  const inputs = variables.map(({ input }) => input);
  const form = collectQuadratic(
    factors.map(({ logDensity }) => logDensity),
    inputs,
  );
  if (form.kind === 'refused' || isTooLarge(form, variables)) return undefined;
  return { variables, factors, system: gaussianSystem(form, inputs) };
}

/** Before the system is built: what is not diagonal by itself is dense at best. */
function isTooLarge({ precision }: QuadraticForm, variables: readonly Variable[]): boolean {
  const dense = variables.map(({ shape }, i) =>
    precision[i]![i]?.kind === 'diagonal' ? 0 : sizeOf(shape),
  );
  return dense.reduce((a, b) => a + b, 0) > LARGEST_DENSE;
}
