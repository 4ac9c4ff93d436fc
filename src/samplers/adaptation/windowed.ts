import { InvariantError } from '../../base/diagnostic.js';
import type { Adaptation } from '../kernel.js';
import type { HamiltonianParameters } from '../leapfrog.js';
import {
  continueDualAveraging,
  startDualAveraging,
  type DualAveragingTuning,
} from './dual-averaging.js';
import { createWelford, type WelfordTuning } from './welford.js';
import { warmupSchedule } from './schedule.js';

export interface WindowedTuning {
  readonly stepSize: DualAveragingTuning;
  readonly finished: boolean;
  readonly inverseMetric: readonly number[];
  readonly window: WelfordTuning;
}

export interface WindowedAdaptation extends Adaptation<WindowedTuning, HamiltonianParameters> {
  /** Takes a step size found by search and begins dual averaging around it. */
  restart(stepSize: number): void;
}

/**
 * Stan's warm-up: the step size by dual averaging throughout, the diagonal metric by the variance
 * of each window of the middle phase (Stan reference manual, "HMC algorithm parameters").
 */
export function createWindowedAdaptation(
  dimension: number,
  options: { readonly warmup: number; readonly adaptDelta: number },
): WindowedAdaptation {
  const schedule = warmupSchedule(options.warmup);
  const inverseMetric = new Float64Array(dimension).fill(1);
  const window = createWelford(dimension);
  let averaging = startDualAveraging(1);
  let finished = false;
  return {
    get parameters() {
      const { logStepSize, logStepSizeMean } = averaging;
      return { stepSize: Math.exp(finished ? logStepSizeMean : logStepSize), inverseMetric };
    },
    learn(iteration, position, acceptStat) {
      averaging = continueDualAveraging(averaging, acceptStat, options.adaptDelta);
      finished = iteration === options.warmup - 1;
      if (iteration < schedule.slowStart || iteration >= schedule.slowEnd) return false;
      window.add(position);
      if (!schedule.windowEnds.includes(iteration + 1)) return false;
      window.shrunkVariance(inverseMetric);
      window.clear();
      return true;
    },
    restart(stepSize) {
      averaging = startDualAveraging(stepSize);
    },
    tuning: () => ({
      stepSize: averaging,
      finished,
      inverseMetric: Array.from(inverseMetric),
      window: window.tuning(),
    }),
    restore(tuning) {
      if (tuning.inverseMetric.length !== dimension) {
        throw new InvariantError(`tuning of another dimension than ${String(dimension)}`);
      }
      averaging = tuning.stepSize;
      finished = tuning.finished;
      inverseMetric.set(tuning.inverseMetric);
      window.restore(tuning.window);
    },
  };
}
