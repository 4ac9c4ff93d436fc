import { InvariantError } from '../../base/diagnostic.js';
import { createWelford, type WelfordTuning } from '../adaptation/welford.js';
import type { AdaptiveMetric } from './metric.js';

export interface DiagonalTuning {
  readonly inverseMetric: readonly number[];
  readonly window: WelfordTuning;
}

/** The variances of each window, shrunk as in Stan; `initial` ones before the first. */
export function createDiagonalMetric(initial: Float64Array): AdaptiveMetric {
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
