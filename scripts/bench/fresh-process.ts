import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { contestantName, type Contestant } from './backends.js';
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

export function latencyTable(all: readonly Contestant[], folder: string): LatencyRow[] {
  return ['A', 'B'].flatMap((workload) =>
    all.map((contestant): LatencyRow => {
      const words = [workload, join(folder, `${workload}_train.csv`)];
      const chosen = [contestant.backend.name, contestant.precision];
      const starts = Array.from(
        { length: STARTS },
        () =>
          JSON.parse(inFreshProcess('first-draw', [...words, ...chosen])) as {
            readonly text: number;
            readonly process: number;
          },
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
  return Number(inFreshProcess('footprint', words));
}

function inFreshProcess(script: string, words: readonly string[]): string {
  const path = new URL(`./${script}.js`, import.meta.url).pathname;
  return execFileSync(process.execPath, [path, ...words], { encoding: 'utf8' });
}
