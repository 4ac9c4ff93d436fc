import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { gaussianBlocks } from '../../../src/compiler/4-condition/gaussian.js';
import type { CompiledModel } from '../../../src/compiler/6-build/compiled.js';
import { evaluate, type Node } from '../../../src/expression/index.js';
import { compileText, type Arrays } from './program.js';

const OPTIONS = { warmup: 0, adaptDelta: 0.8, maxTreedepth: 10 };

/**
 * Moves a block from its mean to a random point: the joint log density must fall by the half square
 * of the step in the precision that the system holds.
 */
function checkAgainstJoint(model: CompiledModel, seed: number): void {
  for (const { variables, system } of gaussianBlocks(model.graph)) {
    const chain = model.createChain(OPTIONS);
    const stream = new RandomStream('normal block', seed);
    const places = new Map(model.quantities.map((quantity) => [quantity.name, quantity]));
    const at = (name: string) => {
      const { offset, size } = places.get(name)!;
      return chain.values.subarray(offset, offset + size);
    };
    const inputs = new Map([...model.graph.variables.keys()].map((name) => [name, at(name)]));
    for (const { name, support } of model.graph.variables.values()) {
      at(name).forEach((_, i, view) => {
        view[i] = support.kind === 'positive' ? Math.exp(stream.normal()) : stream.normal();
      });
    }
    const value = (node: Node) => evaluate([node], inputs)[0]!;
    evaluate(system.mean, inputs).forEach((mean, i) => {
      at(variables[i]!.name).set(mean);
    });
    const top = chain.logDensity();
    const steps = variables.map(({ name }) => at(name).map(() => stream.normal()));
    const dense = (system.dense?.blocks ?? []).flatMap((block) => [...steps[block]!]);
    let fall = 0;
    if (system.dense) {
      value(system.dense.precision).forEach((entry, i) => {
        fall += 0.5 * entry * dense[Math.floor(i / dense.length)]! * dense[i % dense.length]!;
      });
    }
    for (const { block, precision, cross, picks } of system.diagonal) {
      const p = value(precision);
      const joined = cross && value(cross);
      steps[block]!.forEach((step, i) => {
        const shift = dense.reduce(
          (sum, x, k) => sum + (joined?.[i * dense.length + k] ?? 0) * x,
          picks.reduce((sum, pick) => {
            return sum + value(pick.values)[i]! * steps[pick.block]![value(pick.index)[i]!]!;
          }, 0),
        );
        fall += 0.5 * p[i]! * (step + shift / p[i]!) ** 2;
      });
    }
    steps.forEach((step, i) => {
      const view = at(variables[i]!.name);
      step.forEach((x, k) => (view[k]! += x));
    });
    const change = chain.logDensity() - top;
    expect(Math.abs(change + fall)).toBeLessThan(1e-8 * (1 + Math.abs(top) + Math.abs(change)));
  }
}

const Y = [1, 2, 0.5, 3, -1, 0.3];
const X = [0.1, 2, 1, -1, 0.7, 0.4];
const M = Y.map((y, i) => [y * X[i]!, X[i]!, 1]);

const MODELS: readonly (readonly [string, string, Arrays, readonly string[][]])[] = [
  [
    'intercepts, their mean and a slope',
    `data { y: real[n] x: real[n] county: index[n] of C }
     mu ~ normal(0, 10)  tau ~ half_cauchy(5)  b ~ normal(0, 10)  sigma ~ half_normal(5)
     alpha[C] ~ normal(mu, tau)  observe y ~ normal(alpha[county] + b * x, sigma)`,
    { y: Y, x: X, county: [1, 3, 2, 3, 1, 2] },
    [['mu', 'b', 'alpha']],
  ],
  [
    'intercepts and slopes of the same groups',
    `data { y: real[n] x: real[n] g: index[n] of G }
     m ~ normal(0, 10)  tau ~ half_cauchy(5)  b ~ normal(0, 10)  sigma ~ half_normal(5)
     a[G] ~ normal(m, tau)  s[G] ~ normal(b + 0.3 * a, tau)  q[G] ~ normal(0, tau)
     observe y ~ normal(a[g] + s[g] * x + q[g] * x ^ 2, sigma)`,
    { y: Y, x: X, g: [1, 3, 2, 3, 1, 2] },
    [['m', 'b', 'a', 's', 'q']],
  ],
  [
    'groups of groups, some of them empty, beside groups that cross them',
    `data { y: real[n] x: real[n] g: index[n] of G  h: index[G] of H  j: index[H] of J  k: index[n] of K }
     tau ~ half_cauchy(5)  sigma ~ half_normal(5)  m ~ normal(0, 1)
     e[J] ~ normal(m, tau)  d[H] ~ normal(e[j], 1)  a[G] ~ normal(d[h], tau)  u[H] ~ normal(0, 2)
     c[K] ~ normal(0, tau)
     observe y ~ normal(a[g] + c[k] + u[h[g]] * x, sigma)`,
    {
      ...{ y: Y, x: X, g: [1, 3, 2, 3, 1, 5], h: [2, 1, 4, 3, 2, 2], j: [1, 2, 2, 1, 3] },
      ...{ k: [1, 2, 3, 1, 2, 3], G: 6, H: 5, J: 3, K: 3 },
    },
    [['m', 'e', 'd', 'a', 'u', 'c']],
  ],
  [
    'a regression',
    `data { y: real[n] x: real[n, d] }  w[d] ~ normal(0, 3)  a ~ flat()  s ~ half_cauchy(1)
     observe y ~ normal(a + x @ w, s)`,
    { y: Y, x: M },
    [['w', 'a']],
  ],
  [
    'the output layer of a network',
    `data { y: real[n] x: real[n, d] }  v ~ inv_gamma(2, 1)  s ~ half_normal(1)
     network f(x) {
       layer hidden = dense(x, 3) { weight ~ normal(0, 1) bias ~ normal(0, 1) activation = tanh }
       layer output = dense(hidden, 1) { weight ~ normal(0, var = v) bias ~ normal(0, 1) } }
     observe y ~ normal(f, s)`,
    { y: Y, x: M },
    [['f.output.weight', 'f.output.bias']],
  ],
  [
    'coefficients of activations, each given the output layer',
    `data { y: real[n] x: real[n, d] }
     activation two(x; c: real) = max(x, 0) + c * tanh(x)
     network f(x) {
       layer hidden = dense(x, 3) { weight ~ normal(0, 1) bias ~ normal(0, 1)
         activation = two(c ~ normal(0, 1)) per unit }
       layer output = dense(hidden, 1) { weight ~ normal(0, 1) } }
     observe y ~ normal(f, 0.3)`,
    { y: Y, x: M },
    [['f.hidden.activation.c'], ['f.output.weight']],
  ],
  [
    'columns that are multiplied make two blocks',
    `data { y: real[n] x: real[n] }  a ~ normal(0, 1)  b ~ normal(0, 1)  c ~ normal(b, 2)
     observe y ~ normal(a * b * x + c, 1)`,
    { y: Y, x: X },
    [['a', 'c'], ['b']],
  ],
];

describe.each(MODELS)('%s', (_, text, data, blocks) => {
  const model = compileText(text, data);
  it('is found', () => {
    const found = gaussianBlocks(model.graph).map(({ variables }) => variables.map((v) => v.name));
    expect(found.map((names) => names.sort())).toEqual(blocks.map((names) => [...names].sort()));
  });
  it.each([1, 2, 3])('agrees with the joint, seed %i', (seed) => {
    checkAgainstJoint(model, seed);
  });
});
