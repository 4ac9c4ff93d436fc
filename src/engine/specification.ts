import type { BackendSettings } from '../backend/settings.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Dataset } from '../base/dataset.js';
import type { FittedQuantity } from '../base/fitted-quantity.js';
import type { SourceText } from '../base/source.js';

/** What makes a run's draws: equal settings, text and data give equal draws, to the bit. */
export interface RunSettings {
  readonly priors: readonly string[];
  readonly bindings: readonly string[];
  /** What `from_run` names, so that the run needs no other; absent where it names nothing. */
  readonly fits?: readonly FittedQuantity[] | undefined;
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly seed: string;
  readonly adaptDelta: number;
  readonly maxTreedepth: number;
  readonly backend: BackendSettings;
}

/** What may differ from one session of a run to the next without changing its draws. */
export interface SessionOptions {
  /** Threads at work at once; by default as many as there are chains or processors, whichever is less. */
  readonly workers?: number;
  /** Seconds between two checkpoints of a chain, 10 by default. */
  readonly checkpointSeconds?: number;
  /** Iterations between two checkpoints, beside the clock; by default the clock alone decides. */
  readonly checkpointEvery?: number;
}

export interface RunSpecification extends RunSettings, SessionOptions {
  /** Told what differs from what was asked for, before the run begins. */
  readonly onWarning?: ((warning: Diagnostic) => void) | undefined;
  readonly source: SourceText;
  readonly dataset: Dataset;
  /** Made by the run; it may exist only if it is empty. */
  readonly directory: string;
}

/** How a session ended. An interrupted run is resumed by `resume`. */
export type RunOutcome = 'finished' | 'interrupted';
