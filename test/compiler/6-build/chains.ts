import { RandomStream } from '../../../src/base/random/stream.js';
import type { Chain, CompiledModel } from '../../../src/compiler/6-build/compiled.js';

export function startedChain(model: CompiledModel, warmup: number, seed = '1'): Chain {
  const chain = model.createChain({ warmup, adaptDelta: 0.8, maxTreedepth: 8 });
  chain.initialise(new RandomStream(seed, 1, 'init'));
  return chain;
}

export interface SavedChain {
  readonly values: readonly number[];
  readonly tunings: readonly unknown[];
}

/** What a checkpoint keeps of a chain, as it comes back from its file. */
export function saved({ values, blocks }: Chain): SavedChain {
  const kept = { values: [...values], tunings: blocks.map((block) => block.tuning()) };
  return JSON.parse(JSON.stringify(kept)) as SavedChain;
}

export function restoredChain(
  model: CompiledModel,
  warmup: number,
  { values, tunings }: SavedChain,
): Chain {
  const chain = model.createChain({ warmup, adaptDelta: 0.8, maxTreedepth: 8 });
  chain.values.set(values);
  chain.blocks.forEach((block, i) => {
    block.restore(tunings[i]);
  });
  return chain;
}

/** Sweeps `from` to `to` - 1, as the engine runs them. */
export function sweep(chain: Chain, from: number, to: number, seed = '1'): void {
  for (let iteration = from; iteration < to; iteration++) {
    chain.blocks.forEach((block, index) => {
      const stream = new RandomStream(seed, 1, iteration, index);
      block.update(stream, iteration, new Float64Array(block.statistics.length));
    });
  }
}
