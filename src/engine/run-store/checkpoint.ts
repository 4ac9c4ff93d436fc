import type { MoveRecord } from '../../base/draws.js';
import { damaged, readDocument } from './damage.js';
import { replaceFile } from './durable.js';
import { fromBase64, printExactly, toBase64 } from './exact-json.js';
import type { Seconds } from '../run.js';

/** Bytes of each growing file that belong to a checkpoint; what lies beyond is recomputed. */
export interface Bytes {
  readonly draws: number;
  readonly statistics: number;
  readonly warmup: number;
}

/** What a chain tells of itself between two sweeps. */
export interface ChainState {
  readonly values: Float64Array;
  /** Of each block, in the order of the sweep. */
  readonly tunings: readonly unknown[];
  /** How each block has moved since warm-up; null for one that cannot fail to. For reports alone. */
  readonly records: readonly (MoveRecord | null)[];
}

/**
 * All that a chain is between two sweeps. Randomness is keyed by iteration, so no generator has
 * state to keep.
 */
export interface Checkpoint extends ChainState {
  /** Iterations done, warm-up included. */
  readonly iteration: number;
  readonly bytes: Bytes;
  readonly seconds: Seconds;
  /** After warm-up. */
  readonly divergences: number;
}

export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
  replaceFile(file, printExactly({ ...checkpoint, values: toBase64(checkpoint.values) }));
}

/** `state` is the number of values that the manifest gives the chain. */
export function readCheckpoint(file: string, state: number): Checkpoint {
  const keys = ['iteration', 'values', 'tunings', 'bytes', 'seconds', 'divergences'];
  const document = readDocument(file, keys) as Partial<Checkpoint> & Omit<Checkpoint, 'records'>;
  const values = fromBase64(String(document.values));
  if (values.length !== state) {
    throw damaged(file, `it holds ${String(values.length)} values, not ${String(state)}`);
  }
  // Runs of versions before there were any have none.
  return { ...document, values, records: document.records ?? [] };
}
