import { moments } from './moments.js';

export interface ShrunkCovariance {
  readonly mean: Float64Array;
  /** Row by row, [size, size]: positive definite wherever no column is constant. */
  readonly covariance: Float64Array;
  /** How far the correlations were drawn towards 0, from 0 to 1. */
  readonly intensity: number;
}

/** Keeps the estimate positive definite where rounding, or a linear dependence, would not. */
const LEAST_INTENSITY = 1e-10;

/**
 * Mean and covariance of `rows` draws of `size` values, row by row. Correlations are drawn towards 0 by the
 * intensity that minimises the expected squared error: Schäfer and Strimmer (2005), Statistical
 * Applications in Genetics and Molecular Biology 4(1), 32, target D. `independent` is the number of
 * independent draws that the draws are worth, which takes the place of theirs in the error of a correlation.
 */
export function shrunkCovariance(
  draws: Float64Array,
  size: number,
  independent: number,
): ShrunkCovariance {
  const rows = draws.length / size;
  const columns = Array.from({ length: size }, (_, k) =>
    Float64Array.from({ length: rows }, (_v, row) => draws[row * size + k]!),
  );
  const own = columns.map((column) => moments(column));
  const sds = own.map(({ variance }) => Math.sqrt(variance));
  const scaled = columns.map((column, k) => column.map((x) => (x - own[k]!.mean) / sds[k]!));
  const correlations = new Float64Array(size * size);
  let [error, squares] = [0, 0];
  for (let i = 0; i < size; i++) {
    correlations[i * size + i] = 1;
    for (let j = 0; j < i; j++) {
      const { r, variance } = correlation(scaled[i]!, scaled[j]!, independent);
      correlations[i * size + j] = r;
      correlations[j * size + i] = r;
      error += variance;
      squares += r * r;
    }
  }
  const wanted = squares === 0 ? 1 : error / squares;
  const intensity = Math.min(1, Math.max(LEAST_INTENSITY, wanted));
  const covariance = correlations.map((r, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return (i === j ? 1 : (1 - intensity) * r) * sds[i]! * sds[j]!;
  });
  return { mean: Float64Array.from(own, ({ mean }) => mean), covariance, intensity };
}

/** Of two standardised columns, with the variance of its error. */
function correlation(
  a: Float64Array,
  b: Float64Array,
  independent: number,
): { readonly r: number; readonly variance: number } {
  const products = a.map((x, row) => x * b[row]!);
  const { mean, variance } = moments(products);
  const unbiased = a.length / (a.length - 1);
  return { r: unbiased * mean, variance: (unbiased ** 2 * variance) / independent };
}
