import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { compile } from '../../src/compiler/compile.js';
import { readDataset } from '../../src/exchange/index.js';
import { stagesOf } from './stages.js';

const RESISTANCE = ['y=residuary_resistance'];
const EXAMPLES = [
  ['eight-schools', 'eight-schools/eight-schools.bnn', 'eight-schools/data.json', []],
  [
    'varying-intercepts',
    'varying-intercepts/varying-intercepts.bnn',
    'varying-intercepts/data.csv',
    [],
  ],
  ['regression', 'regression/regression.bnn', 'yacht/train.csv', RESISTANCE],
  ['trainable', 'yacht/trainable.bnn', 'yacht/train.csv', RESISTANCE],
  ['sparse-mmelu', 'sparse-mmelu/sparse-mmelu.bnn', 'sparse-mmelu/train.csv', ['y=species']],
  ['spike-and-slab', 'spike-and-slab/spike-and-slab.bnn', 'spike-and-slab/data.csv', []],
  ['nile', 'nile/level.bnn', 'nile/gaps.csv', []],
  ['proximal', '../test/compiler/programs/proximal.bnn', 'sparse-mmelu/train.csv', ['y=species']],
] as const;

describe.each(EXAMPLES)('%s', (name, file, table, bindings) => {
  const model = `examples/${file}`;
  const data = `examples/${table}`;
  const golden = (stage: string) => `golden/${name}/${stage}.txt`;

  it('is the program, the model, the graph, the conditionals and the plan that it was', async () => {
    for (const [stage, text] of Object.entries(await stagesOf(model, data, bindings))) {
      await expect(text).toMatchFileSnapshot(golden(stage));
    }
  });

  it('compiles and moves', async () => {
    const source = { name: model, text: readFileSync(model, 'utf8') };
    const compiled = compile(source, await readDataset(data), { priors: [], bindings });
    const chain = compiled.createChain({ warmup: 5, adaptDelta: 0.8, maxTreedepth: 5 });
    chain.initialise(new RandomStream('1', 1, 'init'));
    const start = chain.values.slice();
    for (let iteration = 0; iteration < 5; iteration++) {
      chain.blocks.forEach((block, i) => {
        block.update(
          new RandomStream('1', 1, iteration, i),
          iteration,
          new Float64Array(block.statistics.length),
        );
      });
    }
    expect(chain.values).not.toEqual(start);
    const draw = new Float64Array(compiled.width);
    chain.record(draw, new RandomStream('1', 1, 'generated'));
    expect(draw.every(Number.isFinite)).toBe(true);
  });
});
