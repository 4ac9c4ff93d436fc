import type { Dataset } from '../base/dataset.js';
import type { BlockStatistics, Draws, MoveRecord } from '../base/draws.js';
import type { SourceText } from '../base/source.js';
import type { Manifest } from './run-store/manifest.js';

export interface Seconds {
  readonly warmup: number;
  readonly sampling: number;
}

/** One chain as its last checkpoint has it. */
export interface ChainState {
  /** From 1. */
  readonly chain: number;
  /** Iterations done, of `total`, warm-up included. */
  readonly done: number;
  readonly total: number;
  readonly finished: boolean;
  /** Draws kept so far. */
  readonly draws: number;
  readonly divergences: number;
  readonly seconds: Seconds;
  /** How each block has moved since warm-up; null for one that cannot fail to. */
  readonly records: readonly (MoveRecord | null)[];
}

/** A run directory, read. */
export interface Run {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly source: SourceText;
  readonly dataset: Dataset;
  readonly chains: readonly ChainState[];
  readonly finished: boolean;
  /** Summed over chains. */
  readonly seconds: Seconds;
  /** Of the chain that took longest in each phase. */
  readonly longest: Seconds;
  /**
   * All draws of a finished run. Of an unfinished one, those chains and that common length which
   * keep most draws; a coded error where there is none.
   */
  draws(): Draws;
  /** Sampler statistics of the same chains and iterations as `draws`. */
  statistics(): BlockStatistics[];
}
