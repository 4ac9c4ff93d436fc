import type { SharedData } from '../../backend/backend.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { FactoryAddress } from '../model-factory.js';
import type { ProgressEvent } from '../progress.js';
import type { RunOutcome } from '../specification.js';
import type { Cadence } from '../sweeps.js';

/** What a worker thread is started with. Everything else it reads from the run directory. */
export interface WorkerStart {
  readonly directory: string;
  readonly factory: FactoryAddress;
  readonly cadence: Cadence;
  /** One Int32, shared by all: not 0 once every chain has to stop. */
  readonly stop: SharedArrayBuffer;
  readonly first: number;
  readonly shared: SharedData | undefined;
}

/** To a worker: the next chain, or the end. */
export type Order = { readonly kind: 'run'; readonly chain: number } | { readonly kind: 'end' };

/** From a worker. */
export type Report =
  | { readonly kind: 'progress'; readonly event: ProgressEvent }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] };
