import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { gaussianBlocks, type GaussianBlock } from '../../../src/compiler/4-condition/gaussian.js';
import type { CompiledModel } from '../../../src/compiler/6-build/compiled.js';
import {
  collectQuadratic,
  evaluate,
  gaussianSystem,
  sizeOf,
  type Node,
  type QuadraticForm,
  type Shape,
} from '../../../src/expression/index.js';
import { compileText, type Arrays } from './program.js';

const OPTIONS = { warmup: 0, adaptDelta: 0.8, maxTreedepth: 10 };

function randomValue(kind: string, shape: Shape, stream: RandomStream): Float64Array {
  const normals = Float64Array.from({ length: sizeOf(shape) }, () => stream.normal());
  if (kind === 'positive') return normals.map(Math.exp);
  if (kind !== 'covariance' && kind !== 'cholesky_correlation') return normals;
  const K = shape[0]!;
  const lower = normals.map((z, i) => (i % K < Math.floor(i / K) ? z : i % (K + 1) === 0 ? 1 : 0));
  const row = (i: number) => lower.slice(i * K, (i + 1) * K);
  if (kind === 'cholesky_correlation') {
    return lower.map((z, i) => z / Math.hypot(...row(Math.floor(i / K))));
  }
  return lower.map((_, i) => {
    const [a, b] = [row(Math.floor(i / K)), row(i % K)];
    return a.reduce((sum, z, k) => sum + z * b[k]!, 0);
  });
}

/**
 * Moves a block from its mean to a random point: the joint log density must fall by the half square
 * of the step in the precision that the system holds.
 */
function checkAgainstJoint(model: CompiledModel, seed: number): void {
  for (const { variables, parts, system, mean } of gaussianBlocks(model.graph)) {
    const chain = model.createChain(OPTIONS);
    const stream = new RandomStream('normal block', seed);
    const places = new Map(model.quantities.map((quantity) => [quantity.name, quantity]));
    const at = (name: string) => {
      const { offset, size } = places.get(name)!;
      return chain.values.subarray(offset, offset + size);
    };
    const inputs = new Map([...model.graph.variables.keys()].map((name) => [name, at(name)]));
    for (const { name, support, shape } of model.graph.variables.values()) {
      at(name).set(randomValue(support.kind, shape, stream));
    }
    const value = (node: Node) => evaluate([node], inputs)[0]!;
    evaluate(mean, inputs).forEach((values, i) => {
      at(variables[i]!.name).set(values);
    });
    const top = chain.logDensity();
    const steps = parts.map(({ input }) =>
      Float64Array.from({ length: sizeOf(input.shape) }, () => stream.normal()),
    );
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
      const { variable, offset, stride } = parts[i]!;
      const view = at(variable.name);
      step.forEach((x, k) => (view[offset + k * stride]! += x));
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
    'vectors of groups, with their means and a slope',
    `data { y: real[n] x: real[n] g: index[n] of G }
     m[2] ~ normal(0, 10)  c ~ normal(0, 1)  s ~ half_normal(5)  tau[2] ~ half_normal(1)  L[2, 2] ~ lkj_corr_cholesky(2)
     b[G, 2] ~ multi_normal(m, sd = tau, cholesky_corr = L)
     observe y ~ normal(b[g, 1] + b[g, 2] * x + c * x ^ 2, s)`,
    { y: Y, x: X, g: [1, 3, 2, 3, 1, 2] },
    [['m', 'c', 'b']],
  ],
  [
    'vectors of three by their covariance, empty groups, beside single effects of the same and of other groups',
    `data { y: real[n] x: real[n] g: index[n] of G k: index[n] of K }
     v[3] ~ inv_gamma(2, 1)  S[3, 3] ~ inv_wishart(5, diag(v))  s ~ half_normal(5)
     b[G, 3] ~ multi_normal(0, S)  a[G] ~ normal(0, s)  c[K] ~ normal(0, s)
     observe y ~ normal(sum(b[g, j] * x ^ (j - 1) for j in 1:3) + a[g] + c[k], s)`,
    { y: Y, x: X, g: [1, 3, 2, 3, 1, 5], k: [1, 2, 2, 1, 2, 1], G: 6, K: 2 },
    [['b', 'a', 'c']],
  ],
  [
    'vectors of groups in groups, by precision and factor',
    `data { y: real[n] x: real[n] g: index[n] of G h: index[G] of H }
     v[2] ~ inv_gamma(2, 1)  Q[2, 2] ~ wishart(4, diag(v))  C[2, 2] ~ lkj_corr_cholesky(1)  s ~ half_normal(5)  m[2] ~ normal(0, 1)
     d[H, 2] ~ multi_normal(m, cholesky = C)  b[G, 2] ~ multi_normal(d[h], precision = Q)
     observe y ~ normal(b[g, 1] + b[g, 2] * x, s)`,
    { y: Y, x: X, g: [1, 3, 2, 3, 4, 2], h: [2, 1, 2, 1], G: 4, H: 2 },
    [['m', 'd', 'b']],
  ],
  [
    'vectors written by independent ones and a factor, groups along rows or columns',
    `data { y: real[n] x: real[n] g: index[n] of G }
     L[2, 2] ~ lkj_corr_cholesky(2)  tau[2] ~ half_normal(1)  s ~ half_normal(5)
     z[G, 2] ~ normal(0, 1)  u[2, G] ~ normal(0, 1)
     b = z @ transpose(diag_pre_multiply(tau, L))
     v = transpose(diag_pre_multiply(tau, L) @ u)
     observe y ~ normal(b[g, 1] + b[g, 2] * x + v[g, 1] * x ^ 2 + v[g, 2], s)`,
    { y: Y, x: X, g: [1, 3, 2, 3, 4, 2], G: 4 },
    [['z', 'u']],
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

/** Blocks of the models with vectors, what of them is left dense once their columns are told apart, and what was. */
const APART: Readonly<Record<string, readonly [columns: string[], dense: number, asOne: number]>> =
  {
    'vectors of groups, with their means and a slope': [['b[, 1]', 'b[, 2]'], 3, 8],
    'vectors of three by their covariance, empty groups, beside single effects of the same and of other groups':
      [['b[, 1]', 'b[, 2]', 'b[, 3]', 'a'], 2, 20],
    'vectors of groups in groups, by precision and factor': [
      ['d[, 1]', 'd[, 2]', 'b[, 1]', 'b[, 2]'],
      2,
      14,
    ],
    'vectors written by independent ones and a factor, groups along rows or columns': [
      ['z[, 1]', 'z[, 2]', 'u[1]', 'u[2]'],
      0,
      16,
    ],
  };

describe.each(Object.entries(APART))('%s', (name, [columns, dense, asOne]) => {
  const [, text, data] = MODELS.find(([known]) => known === name)!;
  const { graph } = compileText(text, data);
  const [{ parts, factors, variables, system, mean }] = gaussianBlocks(graph) as [GaussianBlock];
  const inputs = variables.map(({ input }) => input);
  const form = collectQuadratic(
    factors.map(({ logDensity }) => logDensity),
    inputs,
  );
  const whole = gaussianSystem(form as QuadraticForm, inputs);

  it('are eliminated by their columns', () => {
    const apart = system.diagonal.map(({ block }) => parts[block]!.input.attributes.name);
    expect(apart.sort()).toEqual([...columns].sort());
    expect([system.dense?.dimension ?? 0, whole.dense?.dimension]).toEqual([dense, asOne]);
  });

  it.each([1, 2, 3])('with the mean and determinant of one dense block, seed %i', (seed) => {
    const stream = new RandomStream('dense block', seed);
    const values = new Map(
      [...graph.variables.values()].map(({ name: of, support, shape }) => {
        return [of, randomValue(support.kind, shape, stream)] as const;
      }),
    );
    const all = [system.logDeterminant, ...mean, whole.logDeterminant, ...whole.mean];
    const found = evaluate(all, values).map((array) => [...array]);
    const wanted = found.splice(1 + variables.length).flat();
    found.flat().forEach((value, i) => {
      expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-9 * (1 + Math.abs(wanted[i]!)));
    });
  });
});
