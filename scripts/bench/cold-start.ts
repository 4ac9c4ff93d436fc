import { join } from 'node:path';
import { contestantName, type Contestant } from './backends.js';
import { inFreshProcess } from './fresh-process.js';
import { summarised, type Measured } from './timing.js';

const STARTS = 5;

/** Milliseconds to the first draw, cold: nothing is compiled or warm when the process begins. */
export interface LatencyRow {
  readonly workload: string;
  readonly backend: string;
  /** From the text and the data in memory. */
  readonly text: Measured;
  /** From the start of the process, Node and reading included. */
  readonly process: Measured;
}

interface Start {
  readonly text: number;
  readonly process: number;
}

export function latencyTable(all: readonly Contestant[], folder: string): LatencyRow[] {
  return ['A', 'B'].flatMap((workload) =>
    all.map((contestant): LatencyRow => {
      const words = [workload, join(folder, `${workload}_train.csv`)];
      const chosen = [contestant.backend.name, contestant.precision];
      const starts = Array.from({ length: STARTS }, () =>
        inFreshProcess<Start>('first-draw', [...words, ...chosen]),
      );
      return {
        ...{ workload, backend: contestantName(contestant) },
        text: summarised(starts.map(({ text }) => text)),
        process: summarised(starts.map((start) => start.process)),
      };
    }),
  );
}

/** MiB of resident memory that a run of A with 4 chains takes at most. */
export function memoryOfRun(folder: string): number {
  const words = ['A', join(folder, 'A_train.csv'), join(folder, 'footprint.run')];
  return inFreshProcess<number>('footprint', words);
}
