import { InvariantError } from '../../base/diagnostic.js';
import { createWelford, type WelfordTuning } from '../adaptation/welford.js';
import type { AdaptiveMetric } from './metric.js';

export interface DiagonalTuning {
  readonly inverseMetric: readonly number[];
  readonly window: WelfordTuning;
  /** Squares of the gradient so far, where groups are alike. */
  readonly slopes: readonly number[];
}

/**
 * The variances of each window, shrunk as in Stan; `initial` ones before the first. Groups of coordinates that are
 * `alike` have one, the inverse of the mean squared slope, which is the mean curvature (integrate by parts). Beside
 * them a coordinate of its own has the geometric mean of both (Seyboldt, Carlson and Carpenter 2026, as Nutpie does):
 * a scale whose variance is wide and whose move stiff would hold the steps of all others down.
 */
export function createDiagonalMetric(
  initial: Float64Array,
  alike: readonly (readonly number[])[] = [],
): AdaptiveMetric {
  const dimension = initial.length;
  const inverseMetric = initial.slice();
  const window = createWelford(dimension);
  const slopes = new Float64Array(alike.length === 0 ? 0 : dimension);
  const lone = ungrouped(dimension, alike);
  return {
    inverseMetric,
    add(position, gradient) {
      window.add(position);
      for (let i = 0; i < slopes.length; i++) slopes[i] = slopes[i]! + gradient[i]! ** 2;
    },
    close() {
      window.shrunkVariance(inverseMetric);
      for (const group of alike) {
        const total = group.reduce((sum, i) => sum + slopes[i]!, 0);
        const variance = (window.count * group.length) / total;
        if (Number.isFinite(variance)) for (const i of group) inverseMetric[i] = variance;
      }
      for (const i of lone) {
        const variance = Math.sqrt((inverseMetric[i]! * window.count) / slopes[i]!);
        if (Number.isFinite(variance)) inverseMetric[i] = variance;
      }
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

/** Where there are groups: the coordinates in none of them. */
function ungrouped(dimension: number, groups: readonly (readonly number[])[]): number[] {
  if (groups.length === 0) return [];
  const grouped = new Set(groups.flat());
  return Array.from({ length: dimension }, (_, i) => i).filter((i) => !grouped.has(i));
}
