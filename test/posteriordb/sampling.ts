import type { BlockStatistics, Draws } from '../../src/base/draws.js';
import { RandomStream } from '../../src/base/random/stream.js';
import type { Chain, CompiledModel } from '../../src/compiler/6-build/compiled.js';

export interface Settings {
  readonly seed: string;
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly adaptDelta: number;
  readonly maxTreedepth: number;
}

/** Samples in this process, with the keys that the engine uses, so the draws are a run's draws. */
export function sampleInProcess(
  model: CompiledModel,
  settings: Settings,
): { readonly draws: Draws; readonly statistics: readonly BlockStatistics[] } {
  const chains = Array.from({ length: settings.chains }, (_, k) =>
    runChain(model, settings, k + 1),
  );
  const { quantities, width } = model;
  const blocks = chains[0]!.chain.blocks;
  return {
    draws: { quantities, width, draws: settings.draws, chains: chains.map(({ kept }) => kept) },
    statistics: blocks.map(({ name, sampler, statistics: names }, index) => ({
      ...{ block: name, sampler, names },
      chains: chains.map(({ rows }) => rows[index]!),
    })),
  };
}

function runChain(model: CompiledModel, settings: Settings, number: number) {
  const { seed, warmup, draws } = settings;
  const chain = model.createChain(settings);
  chain.initialise(new RandomStream(seed, number, 'start'));
  const kept = new Float64Array(draws * model.width);
  const rows = chain.blocks.map((block) => new Float64Array(draws * block.statistics.length));
  const discarded = rowsOf(chain, rows, undefined);
  for (let iteration = 0; iteration < warmup + draws; iteration++) {
    const row = iteration < warmup ? undefined : iteration - warmup;
    const statistics = row === undefined ? discarded : rowsOf(chain, rows, row);
    chain.blocks.forEach((block, index) => {
      const stream = new RandomStream(seed, number, iteration, index);
      block.update(stream, iteration, statistics[index]!);
    });
    if (row === undefined) continue;
    const generated = new RandomStream(seed, number, iteration, 'generated');
    chain.record(kept.subarray(row * model.width, (row + 1) * model.width), generated);
  }
  return { chain, kept, rows };
}

/** Where each block writes its statistics of one kept iteration, or of none. */
function rowsOf(
  chain: Chain,
  rows: readonly Float64Array[],
  row: number | undefined,
): Float64Array[] {
  return chain.blocks.map(({ statistics: { length } }, index) =>
    row === undefined
      ? new Float64Array(length)
      : rows[index]!.subarray(row * length, (row + 1) * length),
  );
}
