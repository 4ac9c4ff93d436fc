import { InvariantError } from '../../base/diagnostic.js';
import { cholesky } from '../../base/numeric/cholesky.js';
import type { AdaptiveMetric } from './metric.js';
import { denseWhitening } from './whitening.js';

interface DenseTuning {
  /** Lower factor of the inverse metric, row by row. */
  readonly factor: readonly number[];
  /** Mean of the window that the factor is of. */
  readonly centre: readonly number[];
  readonly count: number;
  readonly mean: readonly number[];
  /** Sums of products about the mean; empty where the window is. */
  readonly scatter: readonly number[];
}

/** The covariance of each window, about its mean. Costs dimension^2 a gradient, and dimension^3 / 3 a window. */
export function createDenseMetric(initial: Float64Array): AdaptiveMetric {
  const n = initial.length;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) factor[i * n + i] = Math.sqrt(initial[i]!);
  const centre = new Float64Array(n);
  const mean = new Float64Array(n);
  const scatter = new Float64Array(n * n);
  let count = 0;
  let whitening = denseWhitening(factor, n, centre);
  const clear = () => {
    count = 0;
    mean.fill(0);
    scatter.fill(0);
  };
  return {
    inverseMetric: new Float64Array(n).fill(1),
    get whitening() {
      return whitening;
    },
    add(position) {
      count++;
      addProducts(position, count, mean, scatter);
    },
    close() {
      const next = new Float64Array(n * n);
      if (count > 1 && cholesky(shrunkCovariance(scatter, count, n), n, next)) {
        factor.set(next);
        centre.set(mean);
        whitening = denseWhitening(factor, n, centre);
      }
      clear();
    },
    tuning: (): DenseTuning => ({
      factor: Array.from(factor),
      centre: Array.from(centre),
      count,
      mean: Array.from(mean),
      scatter: count === 0 ? [] : Array.from(scatter),
    }),
    restore(tuning) {
      const saved = tuning as DenseTuning;
      if (saved.factor.length !== n * n) {
        throw new InvariantError(`tuning of another dimension than ${String(n)}`);
      }
      clear();
      factor.set(saved.factor);
      centre.set(saved.centre);
      whitening = denseWhitening(factor, n, centre);
      count = saved.count;
      mean.set(saved.mean);
      scatter.set(saved.scatter);
    },
  };
}

/** Welford's recurrence (1962) for the mean and the lower triangle of the products about it. */
function addProducts(
  position: Float64Array,
  count: number,
  mean: Float64Array,
  scatter: Float64Array,
): void {
  const n = position.length;
  const before = position.map((x, i) => x - mean[i]!);
  for (let i = 0; i < n; i++) mean[i] = mean[i]! + before[i]! / count;
  for (let i = 0; i < n; i++) {
    const after = position[i]! - mean[i]!;
    for (let j = 0; j <= i; j++) scatter[i * n + j] = scatter[i * n + j]! + after * before[j]!;
  }
}

/**
 * Variances drawn towards 1e-3 as if by five draws, as in Stan. Covariances are drawn towards 0 as if by five draws
 * and one a dimension: a window no longer than the dimension then still gives a metric near the diagonal one.
 */
function shrunkCovariance(scatter: Float64Array, count: number, n: number): Float64Array {
  const weight = count / (count + 5);
  const across = count / (count + 5 + n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      out[i * n + j] = (across * scatter[i * n + j]!) / (count - 1);
      out[j * n + i] = out[i * n + j]!;
    }
    out[i * n + i] = (weight * scatter[i * n + i]!) / (count - 1) + 1e-3 * (1 - weight);
  }
  return out;
}
