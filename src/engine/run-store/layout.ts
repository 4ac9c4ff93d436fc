import { join } from 'node:path';

/** Names of the files of a run. */
export const MANIFEST = 'manifest.json';
export const MODEL = 'model.bnn';
export const DATA = 'data.json';
/** The numbers of all columns, one after the other; `data.json` says which are whose. */
export const NUMBERS = 'data.f64';
export const LOCK = 'lock';

/** A text that the model uses, counted from 1. */
export function usedFile(number: number): string {
  return `used-${String(number)}.bnn`;
}

export interface ChainPaths {
  readonly folder: string;
  /** Rows of one draw each, little-endian doubles. */
  readonly draws: string;
  /** Rows of all blocks' statistics: after warm-up, and in it. */
  readonly statistics: string;
  readonly warmup: string;
  readonly checkpoint: string;
  /** Fingerprints of the three, written last. */
  readonly finished: string;
}

/** The files of one chain, counted from 1. */
export function chainPaths(directory: string, chain: number): ChainPaths {
  const folder = join(directory, `chain-${String(chain)}`);
  return {
    folder,
    draws: join(folder, 'draws.f64'),
    statistics: join(folder, 'statistics.f64'),
    warmup: join(folder, 'warmup.f64'),
    checkpoint: join(folder, 'checkpoint.json'),
    finished: join(folder, 'finished'),
  };
}
