import type { Adaptation } from '../kernel.js';
import type { HamiltonianParameters } from '../leapfrog.js';
import type { AdaptiveMetric } from '../metric/metric.js';
import {
  continueDualAveraging,
  startDualAveraging,
  type DualAveragingTuning,
  type Pace,
} from './dual-averaging.js';
import { warmupSchedule } from './schedule.js';

export interface WindowedTuning {
  readonly stepSize: DualAveragingTuning;
  readonly finished: boolean;
  readonly metric: unknown;
}

export interface WindowedAdaptation extends Adaptation<WindowedTuning, HamiltonianParameters> {
  /** With the mean step size so far, which warm-up would end with; steps made with it teach no other. */
  readonly steady: HamiltonianParameters;
  /** Takes a step size found by search and begins dual averaging around it. */
  restart(stepSize: number): void;
}

/** Stan's: a trajectory that stops by itself is short where steps are large, and its statistic a mean over its points. */
const UNTIL_TURN: Pace = { towards: 10, damping: 0.05 };

/**
 * Stan's warm-up: the step size by dual averaging throughout, the metric by each window of the middle phase
 * (Stan reference manual, "HMC algorithm parameters").
 */
export function createWindowedAdaptation(
  metric: AdaptiveMetric,
  options: {
    readonly warmup: number;
    readonly adaptDelta: number;
    /** Where the search for a step size begins, in the metric. */
    readonly initialStepSize?: number;
    readonly pace?: Pace;
  },
): WindowedAdaptation {
  const schedule = warmupSchedule(options.warmup);
  const { inverseMetric } = metric;
  const { pace = UNTIL_TURN } = options;
  let averaging = startDualAveraging(options.initialStepSize ?? 1, pace);
  let finished = false;
  return {
    get parameters() {
      const { logStepSize, logStepSizeMean } = averaging;
      return { stepSize: Math.exp(finished ? logStepSizeMean : logStepSize), inverseMetric };
    },
    get steady() {
      return { stepSize: Math.exp(averaging.logStepSizeMean), inverseMetric };
    },
    learn(iteration, position, gradient, acceptStat) {
      if (acceptStat !== undefined) {
        averaging = continueDualAveraging(averaging, acceptStat, options.adaptDelta, pace);
      }
      finished = iteration === options.warmup - 1;
      if (iteration < schedule.slowStart || iteration >= schedule.slowEnd) return false;
      metric.add(position, gradient);
      if (!schedule.windowEnds.includes(iteration + 1)) return false;
      metric.close();
      return true;
    },
    restart(stepSize) {
      averaging = startDualAveraging(stepSize, pace);
    },
    tuning: () => ({ stepSize: averaging, finished, metric: metric.tuning() }),
    restore(tuning) {
      metric.restore(tuning.metric);
      averaging = tuning.stepSize;
      finished = tuning.finished;
    },
  };
}
