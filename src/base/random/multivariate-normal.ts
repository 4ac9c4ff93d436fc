import { cholesky, multiplyLower, solveLower, solveUpper } from '../numeric/cholesky.js';
import type { RandomStream } from './stream.js';

/**
 * Density proportional to exp(b'x - x'Q x / 2): normal with mean Q^-1 b and covariance Q^-1, drawn as
 * L'^-1 (L^-1 b + z) from Q = L L' (Rue 2001, JRSS B 63). `precision` is n x n row by row; its factor is
 * left in `factor`. False where Q is not positive definite; `out` is then not written.
 */
export function drawFromPrecision(
  stream: RandomStream,
  precision: Float64Array,
  linear: Float64Array,
  factor: Float64Array,
  out: Float64Array,
): boolean {
  const n = linear.length;
  if (!cholesky(precision, n, factor)) return false;
  out.set(linear);
  solveLower(factor, n, out);
  const noise = new Float64Array(n);
  stream.normals(noise);
  for (let i = 0; i < n; i++) out[i] = out[i]! + noise[i]!;
  solveUpper(factor, n, out);
  return true;
}

/** Normal with a mean and the lower factor of its covariance, into `out`. */
export function drawFromCovariance(
  stream: RandomStream,
  mean: Float64Array,
  factor: Float64Array,
  out: Float64Array,
): void {
  const n = mean.length;
  const z = new Float64Array(n);
  stream.normals(z);
  multiplyLower(factor, n, z, out);
  for (let i = 0; i < n; i++) out[i] = out[i]! + mean[i]!;
}
