import { join } from 'node:path';
import type { BackendSettings } from '../../src/backend/settings.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { compile } from '../../src/compiler/compile.js';
import type { CompiledModel } from '../../src/compiler/6-build/compiled.js';
import { readDataset } from '../../src/exchange/index.js';
import { judge, type JudgedRun, type JudgedWorkload } from './judged.js';
import { judgedReader, OPTIONS } from './readings.js';
import { cpuSeconds } from './timing.js';
import { benchModel } from './workloads.js';

const CHAINS = 4;
/** More draws of the small workloads say nothing new. */
const MOST_DRAWS = 10_000;
const SEED = 'bench';

export interface Effort {
  /** Iterations a chain. */
  readonly warmup: number;
  /** CPU seconds of sampling over all chains. */
  readonly seconds: number;
}

/**
 * Chains one after the other in this process, with the keys and so the draws of `bnn sample`, for a given time. All are
 * cut to the draws of the shortest, and pay for those alone.
 */
export function ownRun(
  workload: JudgedWorkload,
  backend: BackendSettings,
  folder: string,
  effort: Effort,
): JudgedRun {
  const source = benchModel(workload.name);
  const training = readDataset(join(folder, `${workload.data}.csv`));
  const model = compile(source, training, { ...OPTIONS, backend });
  const ran = Array.from({ length: CHAINS }, (_, k) => runChain(model, k + 1, effort));
  const draws = Math.min(...ran.map(({ clock }) => clock.length));
  const reader = judgedReader(workload, model, { training, folder, backend });
  const width = reader.names.length;
  const chains = ran.map(({ kept }) => {
    const rows = new Float64Array(draws * width);
    for (let row = 0; row < draws; row++) {
      reader.read(kept[row]!, rows.subarray(row * width, (row + 1) * width));
    }
    return rows;
  });
  const total = (seconds: (chain: OwnChain) => number) =>
    ran.reduce((sum, chain) => sum + seconds(chain), 0);
  const sampling = total(({ clock }) => clock[draws - 1]!);
  return judge(reader.names, chains, { warmup: total((c) => c.warmup), sampling, note: '' });
}

interface OwnChain {
  readonly kept: readonly Float64Array[];
  /** CPU seconds of sampling up to the end of each draw. */
  readonly clock: readonly number[];
  readonly warmup: number;
}

function runChain(model: CompiledModel, number: number, { warmup, seconds }: Effort): OwnChain {
  const { chain, sweep } = sweeping(model, number, warmup);
  const begun = cpuSeconds();
  chain.initialise(new RandomStream(SEED, number, 'start'));
  for (let iteration = 0; iteration < warmup; iteration++) sweep(iteration);
  const warm = cpuSeconds();
  const kept: Float64Array[] = [];
  const clock: number[] = [];
  while (kept.length < MOST_DRAWS && (kept.length < 4 || clock.at(-1)! < seconds / CHAINS)) {
    const before = clock.at(-1) ?? 0;
    const batch = Math.min(batchSize(clock), MOST_DRAWS - kept.length);
    for (let i = 0; i < batch; i++) {
      sweep(warmup + kept.length);
      const draw = new Float64Array(model.width);
      chain.record(draw, new RandomStream(SEED, number, kept.length, 'generated'));
      kept.push(draw);
    }
    const took = cpuSeconds() - warm - before;
    for (let i = 1; i <= batch; i++) clock.push(before + (took * i) / batch);
  }
  return { kept, clock, warmup: warm - begun };
}

/** States of a chain, `thin` sweeps apart, the first so many after the warm-up. */
export function* statesOf(
  model: CompiledModel,
  number: number,
  { warmup, states, thin }: { warmup: number; states: number; thin: number },
): Generator<Float64Array> {
  const { chain, sweep } = sweeping(model, number, warmup);
  chain.initialise(new RandomStream(SEED, number, 'start'));
  for (let iteration = 0; iteration < warmup + states * thin; iteration++) {
    sweep(iteration);
    const since = iteration + 1 - warmup;
    if (since > 0 && since % thin === 0) yield chain.values.slice();
  }
}

function sweeping(model: CompiledModel, number: number, warmup: number) {
  const chain = model.createChain({ warmup, adaptDelta: 0.8, maxTreedepth: 10 });
  const statistics = chain.blocks.map((block) => new Float64Array(block.statistics.length));
  const sweep = (iteration: number) => {
    chain.blocks.forEach((block, index) => {
      const stream = new RandomStream(SEED, number, iteration, index);
      block.update(stream, iteration, statistics[index]!);
    });
  };
  return { chain, sweep };
}

/** Of CPU seconds. Reading the clock costs as much as a small sweep. */
const BATCH = 0.01;

/** How many draws go between two looks at the clock. */
function batchSize(clock: readonly number[]): number {
  if (clock.length === 0) return 1;
  return Math.max(1, Math.min(1000, Math.floor((BATCH * clock.length) / clock.at(-1)!)));
}
