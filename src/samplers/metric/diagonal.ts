import { InvariantError } from '../../base/diagnostic.js';
import { createWelford, type WelfordTuning } from '../adaptation/welford.js';
import type { AdaptiveMetric } from './metric.js';

export interface DiagonalTuning {
  readonly inverseMetric: readonly number[];
  readonly window: WelfordTuning;
  /** Squares of the gradient so far, summed over each group. */
  readonly slopes: readonly number[];
}

/**
 * The variances of each window, shrunk as in Stan; `initial` ones before the first. Groups of coordinates that are
 * `alike` have one, the inverse of the mean squared slope, which is the mean curvature (integrate by parts).
 */
export function createDiagonalMetric(
  initial: Float64Array,
  alike: readonly (readonly number[])[] = [],
): AdaptiveMetric {
  const dimension = initial.length;
  const inverseMetric = initial.slice();
  const window = createWelford(dimension);
  const slopes = new Float64Array(alike.length);
  return {
    inverseMetric,
    add(position, gradient) {
      window.add(position);
      alike.forEach((group, k) => {
        for (const i of group) slopes[k] = slopes[k]! + gradient[i]! ** 2;
      });
    },
    close() {
      window.shrunkVariance(inverseMetric);
      alike.forEach((group, k) => {
        const variance = (window.count * group.length) / slopes[k]!;
        if (Number.isFinite(variance)) for (const i of group) inverseMetric[i] = variance;
      });
      window.clear();
      slopes.fill(0);
    },
    tuning: (): DiagonalTuning => ({
      inverseMetric: Array.from(inverseMetric),
      window: window.tuning(),
      slopes: Array.from(slopes),
    }),
    restore(tuning) {
      const saved = tuning as DiagonalTuning;
      if (saved.inverseMetric.length !== dimension) {
        throw new InvariantError(`tuning of another dimension than ${String(dimension)}`);
      }
      inverseMetric.set(saved.inverseMetric);
      window.restore(saved.window);
      slopes.set(saved.slopes);
    },
  };
}
