import { expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { compile } from '../../src/compiler/compile.js';
import { LARGE } from '../../scripts/bench/growth.js';
import { grownRegression } from '../../scripts/bench/grown-models.js';

it.each(LARGE)('compiles and samples: $name', ({ model, sizes: [size] }) => {
  const { source, dataset } = model(size!);
  const compiled = compile(source, dataset, { priors: [], bindings: [] });
  const chain = compiled.createChain({ warmup: 2, adaptDelta: 0.8, maxTreedepth: 2 });
  chain.initialise(new RandomStream('large', 1, 'start'));
  const started = chain.logDensity();
  const before = chain.values.slice();
  for (let iteration = 0; iteration < 4; iteration++) {
    chain.blocks.forEach((block, index) => {
      const statistics = new Float64Array(block.statistics.length);
      block.update(new RandomStream('large', 1, iteration, index), iteration, statistics);
    });
  }
  expect(chain.logDensity()).toBeGreaterThan(started);
  expect(chain.values.every((value, i) => Number.isFinite(value) && value !== before[i])).toBe(
    true,
  );
});

it('sums a million rows to the last digits', () => {
  const { source, dataset } = grownRegression(1_000_000, 2);
  const { createChain, graph } = compile(source, dataset, { priors: [], bindings: [] });
  const chain = createChain({ warmup: 0, adaptDelta: 0.8, maxTreedepth: 2 });
  // a, beta[1], beta[2], sigma
  chain.values.set([0.5, -0.25, 0.125, 0.75]);
  expect([...graph.variables.keys()]).toEqual(['a', 'beta', 'sigma']);
  const x = dataset.columns.get('x')!.values as Float64Array;
  const y = dataset.columns.get('y')!.values as Float64Array;
  let squares = 0;
  y.forEach((value, n) => {
    squares += ((value - 0.5 + 0.25 * x[2 * n]! - 0.125 * x[2 * n + 1]!) / 0.75) ** 2;
  });
  const normals = y.length + 4;
  const prior = 0.5 ** 2 + 0.25 ** 2 + 0.125 ** 2 + 0.75 ** 2;
  const expected =
    -0.5 * (squares + prior + normals * Math.log(2 * Math.PI)) +
    Math.LN2 -
    y.length * Math.log(0.75);
  expect(Math.abs(chain.logDensity() / expected - 1)).toBeLessThan(1e-12);
});
