import { describe, expect, it } from 'vitest';
import { chooseBackend, createBackend } from '../../../src/backend/settings.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { workAgain, work } from '../../../src/compiler/4-condition/work.js';
import { positionDensity } from '../../../src/compiler/6-build/position-density.js';
import { layoutOf } from '../../../src/compiler/6-build/state.js';
import { unconstrain } from '../../../src/compiler/6-build/unconstrained.js';
import { compileText } from '../4-condition/program.js';

const stream = new RandomStream('position density');
const x = Array.from({ length: 50 }, () => [stream.normal(), stream.normal()]);
const model = compileText(
  `data { x: real[n, d]  y: real[n] }
   network f(x) {
     layer hidden = dense(x, 4)      { weight ~ normal(0, s1)  bias ~ normal(0, 1)  activation = tanh }
     layer output = dense(hidden, 1) { weight ~ normal(0, s2)  bias ~ normal(0, 1) }
   }
   s1 ~ half_normal(1)  s2 ~ half_normal(1)  sigma ~ half_normal(1)
   observe y ~ normal(f, sigma)`,
  { x, y: x.map(([a, b]) => Math.tanh(a! - b!) + 0.1 * stream.normal()) },
);
const planned = model.plan.blocks.find(({ sampler }) => sampler === 'slice')!;
const block = unconstrain(model.graph, planned);

describe.each(['evaluator', 'wasm'] as const)('a density along one coordinate, by %s', (name) => {
  const layout = layoutOf(model.graph);
  const values = new Float64Array(layout.size).fill(0.5);
  const backend = createBackend(chooseBackend({ backend: name }).settings);
  const density = positionDensity(block, { backend, layout, values });

  it('is that of all of them, wherever the others and other blocks have gone', () => {
    const position = new Float64Array(block.dimension);
    for (let round = 0; round < 4; round++) {
      values.forEach((_, i) => (values[i] = 0.5 + stream.uniform()));
      density.load();
      position.forEach((_, i) => (position[i] = stream.normal()));
      for (let i = 0; i < planned.conditionals.length; i++) {
        const along = density.along(i, position);
        for (const value of [-1, 0.3, 2]) {
          position[i] = value;
          const wanted = density.at(position);
          expect(Math.abs(along(position) - wanted)).toBeLessThan(1e-9 * Math.abs(wanted));
        }
      }
    }
  });
});

it('does less again for scales behind the units than for those before', () => {
  const again = (variable: string) => workAgain([block.logDensity], `u:${variable}`);
  const whole = work([block.logDensity]);
  expect(again('s2')).toBeLessThan(0.4 * whole);
  expect(again('sigma')).toBeLessThan(0.4 * whole);
  expect(again('s1')).toBeGreaterThan(0.5 * whole);
  expect(again('nothing')).toBe(0);
});
