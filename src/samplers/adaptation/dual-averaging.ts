import type { StepSizeRule } from './step-size-rule.js';

const T0 = 10;
const KAPPA = 0.75;
const GAMMA = 0.05;
/** What step sizes are drawn to, over the one found by search. */
const TOWARDS = 10;

export interface DualAveragingTuning {
  readonly mu: number;
  readonly count: number;
  readonly meanError: number;
  readonly logStepSize: number;
  readonly logStepSizeMean: number;
}

/** Before any iteration. */
export function startDualAveraging(stepSize: number): DualAveragingTuning {
  const logStepSize = Math.log(stepSize);
  return {
    mu: Math.log(TOWARDS) + logStepSize,
    count: 0,
    meanError: 0,
    logStepSize,
    logStepSizeMean: logStepSize,
  };
}

/** One step of Nesterov's dual averaging (Hoffman and Gelman 2014, section 3.2.1). */
function continueDualAveraging(
  tuning: DualAveragingTuning,
  acceptStat: number,
  adaptDelta: number,
): DualAveragingTuning {
  const count = tuning.count + 1;
  const eta = 1 / (count + T0);
  const meanError = (1 - eta) * tuning.meanError + eta * (adaptDelta - Math.min(1, acceptStat));
  const logStepSize = tuning.mu - (Math.sqrt(count) / GAMMA) * meanError;
  // The weight of the first iteration is one, so the mean needs no starting value.
  const weight = count ** -KAPPA;
  const logStepSizeMean = (1 - weight) * tuning.logStepSizeMean + weight * logStepSize;
  return { mu: tuning.mu, count, meanError, logStepSize, logStepSizeMean };
}

/** Stan's search for the step size at which the statistic of NUTS, a mean over the points of a trajectory, is `target`. */
export function createDualAveraging(stepSize: number, target: number): StepSizeRule {
  let averaging = startDualAveraging(stepSize);
  return {
    get stepSize() {
      return Math.exp(averaging.logStepSize);
    },
    get steady() {
      return Math.exp(averaging.logStepSizeMean);
    },
    learn(acceptStat) {
      averaging = continueDualAveraging(averaging, acceptStat, target);
    },
    restart(from) {
      averaging = startDualAveraging(from);
    },
    tuning: () => averaging,
    restore(tuning) {
      averaging = tuning as DualAveragingTuning;
    },
  };
}
