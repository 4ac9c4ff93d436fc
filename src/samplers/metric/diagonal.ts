import { InvariantError } from '../../base/diagnostic.js';
import { createWelford, type WelfordTuning } from '../adaptation/welford.js';
import type { AdaptiveMetric } from './metric.js';

export interface DiagonalTuning {
  readonly inverseMetric: readonly number[];
  readonly window: WelfordTuning;
}

/**
 * The variances of each window, shrunk as in Stan; `initial` ones before the first. Groups of coordinates that are
 * `alike` have one, their harmonic mean: the inverse of the mean curvature.
 */
export function createDiagonalMetric(
  initial: Float64Array,
  alike: readonly (readonly number[])[] = [],
): AdaptiveMetric {
  const dimension = initial.length;
  const inverseMetric = initial.slice();
  const window = createWelford(dimension);
  return {
    inverseMetric,
    add(position) {
      window.add(position);
    },
    close() {
      window.shrunkVariance(inverseMetric);
      for (const group of alike) {
        const inverse = group.reduce((sum, i) => sum + 1 / inverseMetric[i]!, 0) / group.length;
        for (const i of group) inverseMetric[i] = 1 / inverse;
      }
      window.clear();
    },
    tuning: (): DiagonalTuning => ({
      inverseMetric: Array.from(inverseMetric),
      window: window.tuning(),
    }),
    restore(tuning) {
      const saved = tuning as DiagonalTuning;
      if (saved.inverseMetric.length !== dimension) {
        throw new InvariantError(`tuning of another dimension than ${String(dimension)}`);
      }
      inverseMetric.set(saved.inverseMetric);
      window.restore(saved.window);
    },
  };
}
