import { dependents, simplify, sizeOf, topological, type Node } from '../../expression/index.js';
import type { Factor } from '../3-factorize/graph.js';
import type { GaussianBlock } from './gaussian.js';

/** Integrating a block out may cost this many times what it costs to evaluate its factors. */
const MOST = 16;
/** Below this many operations any cost is small beside that of a step. */
const CHEAP = 200_000;

/** So few unknowns are moved in a few gradients, where hundreds with a shared scale take hundreds. */
const FEW = 8;
/** What a gradient may cost that is taken a few times a draw. */
const RARE = 8_000_000;

/**
 * Whether a block is of moderate size: its integral is worth its cost at every gradient of the
 * `moving` elements that are left.
 */
export function isWorthIntegrating(
  { system, mean, factors }: GaussianBlock,
  moving: number,
): boolean {
  const outputs = [system.logDeterminant, ...mean];
  const integral = work(outputs);
  const most = Math.max(CHEAP, MOST * workOfFactors(factors), moving <= FEW ? RARE : 0);
  return integral <= most;
}

/** Operations of one evaluation of some factors. */
export function workOfFactors(factors: readonly Factor[]): number {
  return work(densities(factors));
}

function densities(factors: readonly Factor[]): Node[] {
  return factors.map(({ logDensity }) => logDensity);
}

/** Operations of one evaluation, roughly: what depends on data alone is free. Counted, so the same on every machine. */
export function work(outputs: readonly Node[]): number {
  return total(topological(simplify(outputs)));
}

/** The part of it that is done again when one input changes. */
export function workAgain(outputs: readonly Node[], name: string): number {
  const order = topological(simplify(outputs));
  const isOf = ({ op, attributes }: Node) => op === 'input' && attributes.name === name;
  return total([...dependents(order, order.filter(isOf))]);
}

function total(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + workOf(node), 0);
}

const FREE = new Set(['constant', 'input', 'broadcast', 'reshape', 'slice', 'transpose']);
/** An exponential, a logarithm and their kind, in multiplications. */
const TRANSCENDENTAL = 8;
const SIMPLE = new Set(['add', 'sub', 'mul', 'neg', 'square', 'abs', 'maximum', 'minimum']);

function workOf({ op, shape, inputs }: Node): number {
  if (FREE.has(op)) return 0;
  const size = sizeOf(shape);
  const largest = Math.max(size, ...inputs.map((x) => sizeOf(x.shape)));
  switch (op) {
    case 'matmul':
      return 2 * Math.sqrt(size * sizeOf(inputs[0]!.shape) * sizeOf(inputs[1]!.shape));
    case 'cholesky':
      return size * shape[0]!;
    case 'solveSpd':
      return 2 * size * shape[0]!;
    default:
      return SIMPLE.has(op) || inputs.length > 1 ? largest : TRANSCENDENTAL * largest;
  }
}
