import type { StepSizeRule } from './step-size-rule.js';

interface RobbinsMonroTuning {
  readonly logStepSize: number;
  readonly weight: number;
  readonly lastError: number;
}

/** Change of the acceptance with the logarithm of the step size: 0.8 as measured where it is near 0.8. */
const SLOPE = 0.8;
/** Trajectories that a step size begun with counts for. */
const PRIOR = 2;
/** By this the weight of what is known grows at each change of sign, of which there is one in three trajectories at 0.8. */
const PER_CHANGE = 3;

/**
 * Stochastic approximation (Robbins and Monro 1951) of the step size at which trajectories are accepted as often as aimed
 * at. Their statistic is that of their ends, mostly 0 or 1, whose noise dual averaging follows: of 50 trajectories its mean
 * was off by a third. The gain falls as 1 / (slope n), the least variance, but only where errors change sign (Kesten
 * 1958): what is far off goes on at full speed.
 */
export function createRobbinsMonro(stepSize: number, target: number): StepSizeRule {
  let logStepSize = Math.log(stepSize);
  let weight = PRIOR;
  let lastError = 0;
  return {
    get stepSize() {
      return Math.exp(logStepSize);
    },
    get steady() {
      return Math.exp(logStepSize);
    },
    learn(acceptStat) {
      const error = acceptStat - target;
      if (error * lastError < 0) weight += PER_CHANGE;
      lastError = error;
      logStepSize += error / (SLOPE * weight);
    },
    restart(from) {
      logStepSize = Math.log(from);
      weight = PRIOR;
      lastError = 0;
    },
    tuning: (): RobbinsMonroTuning => ({ logStepSize, weight, lastError }),
    restore(tuning) {
      ({ logStepSize, weight, lastError } = tuning as RobbinsMonroTuning);
    },
  };
}
