import { cholesky } from '../../base/numeric/cholesky.js';
import type { MatrixParameters } from '../family.js';

/** The parameters, where all are positive and finite. */
export function arePositive(parameters: readonly number[]): readonly number[] | undefined {
  return parameters.every((value) => value > 0 && value < Infinity) ? parameters : undefined;
}

/** Degrees of freedom, where they are enough for a matrix, with the factor of -2 times the symmetric part of `linear`. */
export function properWishart(
  nu: number,
  linear: Float64Array,
  size: number,
): MatrixParameters | undefined {
  const factor = new Float64Array(linear.length);
  const isProper = nu > size - 1 && nu < Infinity;
  return isProper &&
    cholesky(
      linear.map((value) => -2 * value),
      size,
      factor,
    )
    ? { nu, factor }
    : undefined;
}

/** Parameters (p, a, b) of x^(p-1) exp(-(a x + b / x) / 2), where it has a finite integral. */
export function properGig(p: number, a: number, b: number): readonly number[] | undefined {
  if (![p, a, b].every(Number.isFinite) || a < 0 || b < 0) return undefined;
  if (b === 0 && (p <= 0 || a === 0)) return undefined;
  if (a === 0 && p >= 0) return undefined;
  return [p, a, b];
}
