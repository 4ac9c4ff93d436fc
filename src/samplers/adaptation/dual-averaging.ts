const GAMMA = 0.05;
const T0 = 10;
const KAPPA = 0.75;

export interface DualAveragingTuning {
  readonly mu: number;
  readonly count: number;
  readonly meanError: number;
  readonly logStepSize: number;
  readonly logStepSizeMean: number;
}

/** Before any iteration: step sizes are drawn towards `towards` times the given one. */
export function startDualAveraging(stepSize: number, towards: number): DualAveragingTuning {
  const logStepSize = Math.log(stepSize);
  return {
    mu: Math.log(towards) + logStepSize,
    count: 0,
    meanError: 0,
    logStepSize,
    logStepSizeMean: logStepSize,
  };
}

/** One step of Nesterov's dual averaging (Hoffman and Gelman 2014, section 3.2.1). */
export function continueDualAveraging(
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
