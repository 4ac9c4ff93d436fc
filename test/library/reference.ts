import { readFileSync } from 'node:fs';
import { constant, evaluate, type Node } from '../../src/expression/index.js';
import type { Distribution } from '../../src/library/index.js';

type Value = number | readonly number[];

/** SciPy's values at some parameters; written by reference.py. */
export interface ReferenceCase {
  readonly parameters: readonly Value[];
  readonly x: readonly number[];
  readonly logDensity: readonly number[];
  /** Absent where SciPy has none; text where it is infinite. */
  readonly logCdf?: readonly (number | string)[];
  readonly logSurvival?: readonly (number | string)[];
  readonly mean: number | 'inf' | 'nan';
}

export const reference = JSON.parse(
  readFileSync(new URL('reference.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly ReferenceCase[]>>;

export function valueNode(value: Value): Node {
  return typeof value === 'number' ? constant(value) : constant(Float64Array.from(value));
}

/** The number a scalar expression without inputs has. */
export function valueOf(node: Node): number {
  return evaluate([node])[0]![0]!;
}

/** Densities at many points at once. */
export function densities(
  distribution: Distribution,
  parameters: readonly Value[],
  x: Float64Array,
): Float64Array {
  const node = distribution.logDensity(constant(x), parameters.map(valueNode));
  return evaluate([node])[0]!.map(Math.exp);
}
