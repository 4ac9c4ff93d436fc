import type { RandomStream } from '../../../src/base/random/stream.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import type { Chain } from '../../../src/compiler/6-build/compiled.js';
import type { Sweep } from '../../samplers/joint-test.js';
import { datasetOf, type Arrays } from '../4-condition/program.js';
import { compileOpen, type OpenChain } from '../observed-later.js';

/** Nothing is tuned from the second iteration on: steps of length 1. */
const UNTUNED = { warmup: 0, adaptDelta: 0.8, maxTreedepth: 5 };

/**
 * The blocks of a compiled program in turn, each a reversible move. `replaced` may leave one out or plant a fault in what is
 * planned. Compiled once for each key, which has to tell what else the data give besides what is observed.
 */
export function sweepInTurn<Data>(
  text: string,
  arrays: (data: Data) => Arrays,
  replaced: (block: PlannedBlock) => PlannedBlock | undefined = (block) => block,
  key: (data: Data) => string = () => '',
): Sweep<Data> {
  const chains = new Map<string, OpenChain>();
  let chain: OpenChain | undefined;
  const run = (blocks: Chain['blocks'], stream: RandomStream, unknowns: Float64Array) => {
    chain!.values.set(unknowns);
    for (const block of blocks) block.update(stream, 1, new Float64Array(block.statistics.length));
    unknowns.set(chain!.values);
  };
  return {
    condition(data) {
      const dataset = datasetOf(arrays(data));
      chain =
        chains.get(key(data)) ?? compileOpen(text, dataset, { replaced }).createChain(UNTUNED);
      chains.set(key(data), chain);
      chain.observe(dataset);
    },
    forward: (stream, unknowns) => {
      run(chain!.blocks, stream, unknowns);
    },
    backward: (stream, unknowns) => {
      run(chain!.blocks.toReversed(), stream, unknowns);
    },
  };
}
