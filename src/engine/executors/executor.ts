import type { SharedData } from '../../backend/backend.js';
import type { FactoryAddress } from '../model-factory.js';
import type { ProgressListener } from '../progress.js';
import type { RunOutcome } from '../specification.js';
import type { Cadence } from '../sweeps.js';

/** Chains of one run that have sweeps left. */
export interface ChainJob {
  readonly directory: string;
  readonly factory: FactoryAddress;
  readonly chains: readonly number[];
  readonly workers: number;
  readonly cadence: Cadence;
  readonly listener: ProgressListener;
  readonly signal: AbortSignal | undefined;
  /** The data as this thread has laid them out, where it has compiled the model already. */
  readonly shared: SharedData | undefined;
}

/** Where chains run. Which executor, and how many workers, changes no draw. */
export type Executor = (job: ChainJob) => Promise<RunOutcome>;
