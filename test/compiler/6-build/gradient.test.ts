import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { unconstrain } from '../../../src/compiler/6-build/unconstrained.js';
import { evaluate, type Node } from '../../../src/expression/index.js';
import { compileText, type Arrays } from '../4-condition/program.js';

const MODELS: readonly (readonly [string, string, Arrays])[] = [
  [
    'positive, unit and moving intervals',
    `data { y: real[n] x: real[n] }
     low ~ normal(0, 1)  width ~ half_cauchy(1)
     c ~ uniform(low, low + width)  u[2] ~ uniform(0, 1)  d[2] ~ uniform(-1, u)
     observe y ~ student_t(4, tanh(c * x) + sum(u) + sum(d), width)`,
    { y: [1, 2.2, 2.8, 4.5], x: [1, 2, 3, 4] },
  ],
  [
    'a network beside Gibbs scales',
    `data { x: real[n] y: real[n] }
     s ~ inv_gamma(2, 1)  w[3] ~ laplace(0, s)  b[3] ~ normal(0, 1)  v[3] ~ laplace(0, s)
     sigma ~ half_cauchy(1)
     observe y ~ normal(tanh(w[1] * x + b[1]) * v[1] + tanh(w[2] * x + b[2]) * v[2] + b[3] * v[3] * w[3], sigma)`,
    { y: [1, 2.2, 2.8, 4.5], x: [1, 2, 3, 4] },
  ],
  [
    'intercepts gathered under counts',
    `data { y: count[n] g: index[n] of G }
     tau ~ half_cauchy(1)  a[G] ~ normal(0, tau)
     observe y ~ poisson(exp(a[g]))`,
    { y: [1, 0, 3, 2], g: [1, 2, 2, 3] },
  ],
  [
    'scales beside effects and a slope that are integrated out',
    `data { y: real[n] x: real[n] g: index[n] of G }
     tau ~ half_cauchy(1)  s ~ half_cauchy(1)  m ~ normal(0, 2)  b ~ normal(0, 1)
     a[G] ~ normal(m, tau)  observe y ~ normal(a[g] + b * x, s)`,
    { y: [1, 0, 3, 2], x: [1, 2, 3, 4], g: [1, 2, 2, 3] },
  ],
  [
    'a network whose output layer is integrated out',
    `data { x: real[n, d] y: real[n] }
     network f(x) {
       layer hidden = dense(x, 3) { weight ~ normal(0, var = v1) bias ~ normal(0, 2) activation = tanh }
       layer output = dense(hidden, 1) { weight ~ normal(0, var = v2) bias ~ normal(0, 1) }
     }
     v1 ~ inv_gamma(2, 1)  v2 ~ inv_gamma(2, 1)  s ~ half_normal(1)
     observe y ~ normal(f, s)`,
    {
      x: [
        [1, 2],
        [2, 1],
        [-1, 0],
        [0.5, 0.5],
      ],
      y: [1, 2.2, 2.8, 4.5],
    },
  ],
];

const BLOCKS = MODELS.flatMap(([title, text, data]) => {
  const { graph, plan } = compileText(text, data);
  const spatial = plan.blocks.filter(({ sampler }) =>
    ['nuts', 'nuts or hmc', 'hmc', 'slice'].includes(sampler),
  );
  return spatial.map((block) => ({
    title,
    name: `${block.sampler} of ${block.name}`,
    graph,
    block,
  }));
});

it('has several blocks to differentiate in a network', () => {
  const names = BLOCKS.filter(({ graph }) => graph.variables.has('f.output.weight')).map(
    (b) => b.name,
  );
  expect(names).toEqual(['hmc of v1, v2, s, f.hidden.*', 'slice of v1, v2, s']);
});

describe.each(BLOCKS)('$title: $name', ({ graph, block }) => {
  const space = unconstrain(graph, block);
  const names = space.variables.map(({ name }) => `u:${name}`);

  function point(seed: number): Map<string, Float64Array> {
    const stream = new RandomStream('gradient', seed);
    const inputs = new Map<string, Float64Array>();
    for (const { name, shape, support } of graph.variables.values()) {
      const size = shape.reduce((a, b) => a * b, 1);
      const draw = () => Float64Array.from({ length: size }, () => stream.normal());
      inputs.set(`u:${name}`, draw());
      inputs.set(name, support.kind === 'positive' ? draw().map(Math.exp) : draw());
    }
    return inputs;
  }
  const value = (node: Node, inputs: ReadonlyMap<string, Float64Array>) =>
    evaluate([node], inputs)[0]!;

  it.each([1, 2, 3])('gradient against finite differences, point %i', (seed) => {
    const inputs = point(seed);
    names.forEach((name, k) => {
      const u = inputs.get(name)!;
      const slope = value(space.gradients[k]!, inputs);
      for (let i = 0; i < u.length; i++) {
        const at = u[i]!;
        const h = 1e-5;
        u[i] = at + h;
        const up = value(space.logDensity, inputs)[0]!;
        u[i] = at - h;
        const down = value(space.logDensity, inputs)[0]!;
        u[i] = at;
        const exact = slope[slope.length === 1 ? 0 : i]!;
        expect(Math.abs((up - down) / (2 * h) - exact)).toBeLessThan(1e-6 * (1 + Math.abs(exact)));
      }
    });
  });

  it('there and back again', () => {
    const inputs = point(4);
    const forward = evaluate(space.values, inputs);
    space.variables.forEach(({ name }, i) => inputs.set(name, forward[i]!));
    const back = evaluate(space.positions, inputs);
    names.forEach((name, i) => {
      inputs.get(name)!.forEach((u, k) => {
        expect(back[i]![k]).toBeCloseTo(u, 9);
      });
    });
  });
});
