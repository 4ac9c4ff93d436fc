import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { compile } from '../../src/compiler/compile.js';
import { explainPlan } from '../../src/compiler/explain.js';
import { readDataset } from '../../src/exchange/index.js';

it.each([
  ['eight-schools', 'data.json'],
  ['varying-intercepts', 'data.csv'],
  ['regression', '../yacht/train.csv'],
  ['sparse-mmelu', 'train.csv'],
])('%s compiles and moves', async (name, data) => {
  const file = `examples/${name}/${name}.bnn`;
  const source = { name: file, text: readFileSync(file, 'utf8') };
  const dataset = await readDataset(`examples/${name}/${data}`);
  const bindings =
    { regression: ['y=residuary_resistance'], 'sparse-mmelu': ['y=species'] }[name] ?? [];
  const model = compile(source, dataset, { priors: [], bindings });
  expect(explainPlan(model.plan)).toMatchSnapshot();
  const chain = model.createChain({ warmup: 5, adaptDelta: 0.8, maxTreedepth: 5 });
  chain.initialise(new RandomStream('1', 1, 'init'));
  for (let iteration = 0; iteration < 5; iteration++) {
    chain.blocks.forEach((block, i) => {
      block.update(
        new RandomStream('1', 1, iteration, i),
        iteration,
        new Float64Array(block.statistics.length),
      );
    });
  }
  const draw = new Float64Array(model.width);
  chain.record(draw);
  expect(draw.every(Number.isFinite)).toBe(true);
});
