import type { RandomStream } from '../../base/random/stream.js';

/** One `observe` at new rows, where a row is one number. Values are in the data's own units (standardisation undone). */
export interface PredictedTarget {
  readonly name: string;
  readonly rows: number;
  /** Names of the classes, for a class target: `mean` then holds rows x classes probabilities. */
  readonly classes?: readonly string[];
  /** Observed values where the new data hold the target; 1-based classes for a class target. */
  readonly observed?: Float64Array;
  /** Filled by `run`: expected value of each row given this draw. */
  readonly mean: Float64Array;
  /** Filled by `run` where `observed` is there: log density of each observed value, own units; a vector is one value. */
  readonly logDensity?: Float64Array;
  /** One draw of each row from the distribution given this draw of the unknowns. */
  sample(stream: RandomStream, out: Float64Array): void;
}

/** The forward pass at new data, for one draw of the unknowns at a time. */
export interface Predictor {
  readonly targets: readonly PredictedTarget[];
  /** `draw` is in the layout of `CompiledModel.quantities`; `stream` is for unknowns that the new rows bring. */
  run(draw: Float64Array, stream: RandomStream): void;
}
