import type { RandomStream } from '../../../src/base/random/stream.js';
import { createBackend } from '../../../src/backend/settings.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import type { Chain } from '../../../src/compiler/6-build/compiled.js';
import { build } from '../../../src/compiler/6-build/index.js';
import type { Sweep } from '../../samplers/joint-test.js';
import { compileText, type Arrays } from '../4-condition/program.js';

/** Nothing is tuned from the second iteration on: steps of length 1. */
const UNTUNED = { warmup: 0, adaptDelta: 0.8, maxTreedepth: 5 };

/**
 * The blocks of a compiled program in turn, each a reversible move. `replaced` may leave one out or plant a fault in what is
 * planned.
 */
export function sweepInTurn<Data>(
  text: string,
  arrays: (data: Data) => Arrays,
  replaced: (block: PlannedBlock) => PlannedBlock | undefined = (block) => block,
): Sweep<Data> {
  let chain: Chain;
  const run = (blocks: Chain['blocks'], stream: RandomStream, unknowns: Float64Array) => {
    chain.values.set(unknowns);
    for (const block of blocks) block.update(stream, 1, new Float64Array(block.statistics.length));
    unknowns.set(chain.values);
  };
  return {
    condition(data) {
      const { graph, plan } = compileText(text, arrays(data));
      const backend = createBackend({ name: 'evaluator', precision: 'f64', relaxed: false });
      chain = build(
        graph,
        { blocks: plan.blocks.flatMap((block) => replaced(block) ?? []) },
        backend,
      ).createChain(UNTUNED);
    },
    forward: (stream, unknowns) => {
      run(chain.blocks, stream, unknowns);
    },
    backward: (stream, unknowns) => {
      run(chain.blocks.toReversed(), stream, unknowns);
    },
  };
}
