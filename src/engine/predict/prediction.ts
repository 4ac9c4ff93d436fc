/** What `predict` says of one `observe` at new rows; every array has one entry a row. Own units. */
export interface NumericPrediction {
  readonly kind: 'numeric';
  readonly name: string;
  readonly rows: number;
  /** Posterior mean of the conditional mean, which has less Monte Carlo error than that of draws. */
  readonly mean: Float64Array;
  /** Of predictive draws, as are the quantiles. */
  readonly sd: Float64Array;
  readonly q5: Float64Array;
  readonly q50: Float64Array;
  readonly q95: Float64Array;
  readonly observed?: Float64Array;
  readonly scores?: { readonly rmse: number; readonly meanLpd: number };
}

export interface ClassPrediction {
  readonly kind: 'class';
  readonly name: string;
  readonly rows: number;
  readonly classes: readonly string[];
  /** Rows x classes, row-major. */
  readonly probabilities: Float64Array;
  /** The most probable class of each row, by name. */
  readonly predicted: readonly string[];
  /** Names of the observed classes. */
  readonly observed?: readonly string[];
  readonly scores?: { readonly accuracy: number; readonly meanLpd: number };
}

export type TargetPrediction = NumericPrediction | ClassPrediction;

export interface PredictionResult {
  readonly targets: readonly TargetPrediction[];
  readonly chains: number;
  /** Draws a chain. */
  readonly draws: number;
}

export interface PredictionOptions {
  readonly seed: string;
  /** Predictive draws held in memory at once; the result does not depend on it. */
  readonly samplesAtOnce?: number;
}
