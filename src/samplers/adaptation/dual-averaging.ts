const T0 = 10;
const KAPPA = 0.75;

export interface DualAveragingTuning {
  readonly mu: number;
  readonly count: number;
  readonly meanError: number;
  readonly logStepSize: number;
  readonly logStepSizeMean: number;
}

/** How boldly step sizes are tried. */
export interface Pace {
  /** What step sizes are drawn to, over the one found by search. */
  readonly towards: number;
  /** Gamma of the source: how little one acceptance statistic changes the step size. */
  readonly damping: number;
}

/** Before any iteration. */
export function startDualAveraging(stepSize: number, { towards }: Pace): DualAveragingTuning {
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
  { damping }: Pace,
): DualAveragingTuning {
  const count = tuning.count + 1;
  const eta = 1 / (count + T0);
  const meanError = (1 - eta) * tuning.meanError + eta * (adaptDelta - Math.min(1, acceptStat));
  const logStepSize = tuning.mu - (Math.sqrt(count) / damping) * meanError;
  // The weight of the first iteration is one, so the mean needs no starting value.
  const weight = count ** -KAPPA;
  const logStepSizeMean = (1 - weight) * tuning.logStepSizeMean + weight * logStepSize;
  return { mu: tuning.mu, count, meanError, logStepSize, logStepSizeMean };
}
