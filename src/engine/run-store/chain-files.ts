import { writeCheckpoint, readCheckpoint, type Checkpoint } from './checkpoint.js';
import { fingerprint, replaceFile } from './durable.js';
import { GrowingFile } from './growing-file.js';
import { chainPaths, type ChainPaths } from './layout.js';
import type { Fingerprint } from './manifest.js';

/** What `finished` says of a chain's files. */
export type FinishedFiles = Readonly<Record<'draws' | 'statistics' | 'warmup', Fingerprint>>;

/** The files of one chain at work, from its last checkpoint on. */
export class ChainFiles {
  readonly start: Checkpoint;
  private readonly paths: ChainPaths;
  private readonly draws: GrowingFile;
  private readonly statistics: GrowingFile;
  private readonly warmup: GrowingFile;

  constructor(directory: string, chain: number, state: number) {
    this.paths = chainPaths(directory, chain);
    this.start = readCheckpoint(this.paths.checkpoint, state);
    const { bytes } = this.start;
    this.draws = new GrowingFile(this.paths.draws, bytes.draws);
    this.statistics = new GrowingFile(this.paths.statistics, bytes.statistics);
    this.warmup = new GrowingFile(this.paths.warmup, bytes.warmup);
  }

  appendWarmup(statistics: Float64Array): void {
    this.warmup.append(statistics);
  }

  appendDraw(draw: Float64Array, statistics: Float64Array): void {
    this.draws.append(draw);
    this.statistics.append(statistics);
  }

  /** What was appended reaches the disk before the checkpoint that vouches for it. */
  commit(checkpoint: Omit<Checkpoint, 'bytes'>): void {
    const { draws, statistics, warmup } = this;
    for (const file of [draws, statistics, warmup]) file.sync();
    const bytes = { draws: draws.bytes, statistics: statistics.bytes, warmup: warmup.bytes };
    writeCheckpoint(this.paths.checkpoint, { ...checkpoint, bytes });
  }

  /** Seals the chain after its last checkpoint. */
  finish(): void {
    const files: FinishedFiles = {
      draws: fingerprint(this.paths.draws),
      statistics: fingerprint(this.paths.statistics),
      warmup: fingerprint(this.paths.warmup),
    };
    replaceFile(this.paths.finished, JSON.stringify(files));
  }

  close(): void {
    for (const file of [this.draws, this.statistics, this.warmup]) file.close();
  }
}
