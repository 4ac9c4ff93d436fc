import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { condition, type GaussianBlock } from '../../../src/compiler/4-condition/index.js';
import type { CompiledModel } from '../../../src/compiler/6-build/compiled.js';
import { evaluate } from '../../../src/expression/index.js';
import { checkAgainstJoint, somewhere } from './against-joint.js';
import { testClosedForms, type ClosedForms } from './closed-forms.js';
import { compileText, type Arrays } from './program.js';
const Y8 = [28, 8, -3, 7, -1, 1, 18, 12];
const SIGMA8 = [15, 10, 16, 11, 9, 11, 10, 18];

const CLOSED: readonly ClosedForms[] = [
  {
    title: 'eight schools with a variance',
    text: `data { y: real[J] sigma: positive[J] }
      mu ~ normal(0, 5)  v ~ inv_gamma(2, 3)  theta[J] ~ normal(mu, var = v)
      observe y ~ normal(theta, sigma)`,
    data: { y: Y8, sigma: SIGMA8 },
    families: { mu: 'normal', v: 'inv_gamma', theta: 'normal' },
  },
  {
    title: 'a standard deviation under a half-normal prior',
    text: `data { y: real[J] sigma: positive[J] }
      mu ~ flat()  tau ~ half_normal(5)  theta[J] ~ normal(mu, tau)
      observe y ~ normal(theta, sigma)`,
    data: { y: Y8, sigma: SIGMA8 },
    families: { mu: 'normal', tau: 'root_generalized_inverse_gaussian', theta: 'normal' },
  },
  {
    title: 'the scale of Laplace weights',
    text: `data { x: real[n] y: real[n] }
      s ~ inv_gamma(2, 1)  w ~ laplace(0, s)  v ~ laplace(0, s)
      observe y ~ normal(tanh(w * x) + v * x, 1)`,
    data: { x: [1, 2, 3, -1], y: [0.5, 1, 0.2, 2] },
    families: { s: 'inv_gamma' },
  },
  {
    title: 'gamma rates of counts, and the rate of the rates',
    text: `data { y: count[J] t: positive[J] }
      b ~ gamma(1, 1)  lambda[J] ~ gamma(2, b)
      observe y ~ poisson(lambda * t)`,
    data: { y: [3, 0, 5, 2], t: [1, 2, 0.5, 3] },
    families: { lambda: 'gamma', b: 'gamma' },
  },
  {
    title: 'a chance of successes',
    text: `data { y: count[n] trials: count[n] }
      p ~ beta(2, 3)  q ~ uniform(0.1, 0.6)
      observe y ~ binomial(trials, p)
      observe trials ~ neg_binomial(successes = 3, p = q)`,
    data: { y: [3, 0, 5, 2], trials: [10, 4, 7, 9] },
    families: { p: 'beta', q: 'truncated(beta)' },
  },
  {
    title: 'intercepts gathered by an index',
    text: `data { y: real[n] x: real[n] county: index[n] of C }
      mu ~ normal(0, 10)  tau ~ half_normal(5)  b ~ normal(0, 10)  sigma ~ half_normal(5)
      alpha[C] ~ normal(mu, tau)
      observe y ~ normal(alpha[county] + b * x, sigma)`,
    data: { y: [1, 2, 0.5, 3, -1], x: [0.1, 2, 1, -1, 0.7], county: [1, 3, 2, 3, 1] },
    families: {
      mu: 'normal',
      b: 'normal',
      alpha: 'normal',
      sigma: 'root_generalized_inverse_gaussian',
    },
  },
  {
    title: 'a precision, and a scale shared by two declarations',
    text: `data { y: real[n] }
      t ~ gamma(2, 2)  s ~ inv_gamma(3, 1)  a ~ normal(0, var = s)  c[4] ~ laplace(0, s)
      observe y ~ normal(a + sum(c), precision = t)`,
    data: { y: [1, 2, 0.5, 3, -1] },
    families: { t: 'gamma', s: 'inv_gamma', a: 'normal' },
  },
  {
    title: 'a positive slope, and a chance in a normal mean',
    text: `data { y: real[n] x: real[n] }
      b ~ half_normal(2)  c ~ uniform(0, 1)
      observe y ~ normal(b * x + c, 0.5)`,
    data: { y: [1, 2, 0.5], x: [0.1, 2, 1] },
    families: { b: 'truncated_normal', c: 'unit_truncated_normal' },
  },
  {
    title: 'shares of classes and of counts',
    text: `data { z: class[n] of K  c: count[J, K]  total: count[J] }
      a ~ gamma(2, 1)  theta[K] ~ dirichlet(a)
      observe z ~ categorical(probs = theta)
      observe c ~ multinomial(total, theta)`,
    data: {
      z: [1, 3, 3, 2, 3],
      c: [
        [2, 0, 1],
        [1, 4, 0],
      ],
      total: [3, 5],
      K: 3,
      J: 2,
      n: 5,
    },
    families: { theta: 'dirichlet' },
  },
  {
    title: 'shares by group',
    text: `data { z: class[n] of K  g: index[n] of G  alpha: positive[K] }
      theta[G, K] ~ dirichlet(alpha)
      observe z ~ categorical(probs = theta[g])`,
    data: { z: [1, 3, 3, 2, 3], g: [1, 2, 2, 1, 2], alpha: [1, 0.5, 2], K: 3, G: 2, n: 5 },
    families: { theta: 'dirichlet' },
  },
  {
    title: 'closed forms between ends',
    text: `data { y: real[n]  z: real[n]  t: positive[n]  c: bool[n] }
      m ~ uniform(-5, 3)  a ~ truncated(normal(0, 1), lower = -1)
      s ~ uniform(0, 10)  u ~ uniform(0, 1)  v ~ truncated(inv_gamma(2, 1), upper = 4)
      r[n] ~ truncated(gamma(2, 1), lower = 0.5, upper = 3)  p ~ uniform(0.5, 1)
      observe y ~ normal(m + a, s)
      observe z ~ normal(0, u * sqrt(v))
      observe t ~ exponential(r)
      observe c ~ bernoulli(p)`,
    data: { y: [1, 2, 0.5], z: [0.1, 2, 1], t: [0.3, 1, 2], c: [1, 0, 1] },
    families: {
      m: 'truncated(normal)',
      a: 'truncated(normal)',
      s: 'truncated(root_generalized_inverse_gaussian)',
      u: 'truncated(root_generalized_inverse_gaussian)',
      v: 'truncated(inv_gamma)',
      r: 'truncated(gamma)',
      p: 'truncated(beta)',
    },
  },
];

describe.each(CLOSED)('$title', testClosedForms);

const X = [
  [0.4, -1],
  [1.2, 0.3],
  [-0.7, 0.8],
];

/** Priors and likelihoods written as mixtures: of all unknowns, and of the auxiliaries. */
const AUGMENTED: readonly {
  readonly title: string;
  readonly text: string;
  readonly data: Arrays;
  readonly auxiliaries: Readonly<Record<string, string>>;
}[] = [
  {
    title: 'a horseshoe',
    text: `data { x: real[n, p]  y: real[n] }
      w[p] ~ normal(0, l * tau)  l[p] ~ half_cauchy(1)  tau ~ half_cauchy(0.5)  v ~ inv_gamma(2, 1)
      observe y ~ normal(x @ w, var = v)  infer { l, tau using gibbs }`,
    data: { x: X, y: [1, 0.2, -0.5] },
    auxiliaries: { 'mixing(l)': 'inv_gamma', 'mixing(tau)': 'inv_gamma' },
  },
  {
    title: 'Laplace and Student t coefficients with unknown scales',
    text: `data { x: real[n, p]  y: real[n] }
      w[p] ~ laplace(0, s)  s ~ inv_gamma(2, 1)  a ~ student_t(4, m, 2)  m ~ normal(0, 1)
      observe y ~ normal(a + x @ w, 1)  infer { w, a using gibbs }`,
    data: { x: X, y: [1, 0.2, -0.5] },
    auxiliaries: { 'mixing(w)': 'generalized_inverse_gaussian', 'mixing(a)': 'inv_gamma' },
  },
  {
    title: 'Student t and Laplace errors',
    text: `data { x: real[n, p]  y: real[n]  z: real[n] }
      a ~ normal(0, 2)  w[p] ~ normal(0, 1)  s ~ half_normal(1)
      observe y ~ student_t(4, a + x @ w, s)
      observe z ~ laplace(a, s)  infer { a, w using gibbs }`,
    data: { x: X, y: [1, 0.2, -0.5], z: [0.3, 1, -2] },
    auxiliaries: { 'mixing(y)': 'inv_gamma', 'mixing(z)': 'generalized_inverse_gaussian' },
  },
  {
    title: 'successes by their logits',
    text: `data { t: count[n]  y: count[n]  x: real[n, p] }
      a ~ normal(0, 2)  w[p] ~ normal(0, var = v)  v ~ inv_gamma(2, 1)
      observe y ~ binomial(t, logits = a + x @ w)  infer { w, a using gibbs }`,
    data: { x: X, t: [3, 1, 4], y: [1, 0, 4] },
    auxiliaries: { 'mixing(y)': 'polya_gamma' },
  },
  {
    title: 'a sparse logistic regression, auxiliaries of both kinds',
    text: `data { y: bool[n]  x: real[n, p] }
      w[p] ~ normal(0, l)  l[p] ~ half_cauchy(1)
      observe y ~ bernoulli(logits = x @ w)  infer { w, l using gibbs }`,
    data: { x: X, y: [1, 0, 1] },
    auxiliaries: { 'mixing(l)': 'inv_gamma', 'mixing(y)': 'polya_gamma' },
  },
];

describe.each(AUGMENTED)('$title', ({ text, data, auxiliaries }) => {
  const model = compileText(text, data);
  const conditionals = condition(model.graph);
  const closed = conditionals.filter(({ form }) => form.kind === 'exponential');
  it('brings in the auxiliaries that it says', () => {
    const found = closed.flatMap(({ variable: { name, isAuxiliary }, form }) =>
      isAuxiliary && form.kind === 'exponential' ? [[name, form.family.name]] : [],
    );
    expect(Object.fromEntries(found)).toEqual(auxiliaries);
  });
  it('has closed forms that change as the joint does', () => {
    for (const { variable } of closed) {
      for (let seed = 0; seed < 10; seed++) checkAgainstJoint(model, variable.name, seed);
    }
  });
  it('has normal blocks that change as the joint does', () => {
    const blocks = [...new Set(conditionals.flatMap(({ joint }) => joint ?? []))];
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) {
      for (let seed = 0; seed < 10; seed++) checkBlock(model, block, seed);
    }
  });
});

/** From the mean of the block to another point: minus half the quadratic form in its precision. */
function checkBlock(
  model: CompiledModel,
  { variables, system }: GaussianBlock,
  seed: number,
): void {
  const stream = new RandomStream('block', seed);
  const { chain, places, inputs } = somewhere(model, stream);
  const { dense, diagonal, mean } = system;
  const means = evaluate(mean, inputs);
  const put = (values: readonly Float64Array[]) => {
    variables.forEach(({ name }, i) => {
      const { offset, size } = places.get(name)!;
      for (let k = 0; k < size; k++) {
        chain.values[offset + k] = values[i]![values[i]!.length === 1 ? 0 : k]!;
      }
    });
    return chain.logDensity();
  };
  const top = put(means);
  // One step in a direction and its double, and back: a parabola with its top at the mean.
  const direction = variables.map(({ name }) =>
    Float64Array.from({ length: places.get(name)!.size }, () => stream.normal()),
  );
  const at = (t: number) =>
    put(
      direction.map((d, i) => d.map((v, k) => means[i]![means[i]!.length === 1 ? 0 : k]! + t * v)),
    );
  const drop = top - at(1);
  expect(drop).toBeGreaterThan(0);
  for (const t of [-1, 2, -3]) {
    expect(Math.abs(top - at(t) - t * t * drop)).toBeLessThan(
      1e-8 * (1 + Math.abs(top) + t * t * drop),
    );
  }
  expect(dense !== undefined || diagonal.length > 0).toBe(true);
}

/** Discrete unknowns whose elements meet: what each value adds, element by element. */
it('a discrete unknown in terms of single elements and of several changes as the joint does', () => {
  const text = `data { x: real[n, p]  y: real[n] }  q ~ beta(1, 1)
    z[p] ~ bernoulli(q)  observe y ~ normal(x @ z + sum(z), 1)`;
  const model = compileText(text, { x: X, y: [1, 0.2, -0.5] });
  const { form, variable } = condition(model.graph).find((c) => c.variable.name === 'z')!;
  if (form.kind !== 'discrete' || form.joined === undefined) throw new Error('z is not joined');
  const { own, others } = form.joined;
  for (let seed = 0; seed < 10; seed++) {
    const { chain, places, inputs } = somewhere(model, new RandomStream('discrete', seed));
    const { offset, size } = places.get(variable.name)!;
    const said = () => {
      const z = chain.values.slice(offset, offset + size);
      const [elements, ...scalars] = evaluate([own, ...others], new Map([...inputs, ['z', z]]));
      return [...elements!, ...scalars.flatMap((s) => [...s])].reduce((a, b) => a + b, 0);
    };
    for (let i = 0; i < size; i++) {
      const before = chain.logDensity() - said();
      chain.values[offset + i] = 1 - chain.values[offset + i]!;
      expect(chain.logDensity() - said()).toBeCloseTo(before, 10);
    }
  }
});

/** Normal-normal plates joined at random, of which every closed form must agree with the joint. */
it.each(Array.from({ length: 12 }, (_, seed) => seed))('random hierarchy %i', (seed) => {
  const stream = new RandomStream('hierarchy', seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(stream.uniform() * from.length)]!;
  const size = 2 + Math.floor(stream.uniform() * 3);
  const columns = { y: 6, x: 6, g: 6 };
  const data = Object.fromEntries(
    Object.entries(columns).map(([name, n]) => [
      name,
      Array.from({ length: n }, (_, i) => (name === 'g' ? (i % size) + 1 : stream.normal())),
    ]),
  );
  const scale = () => pick(['var = v', 'v', 'precision = v', 'sd = 2 * v', 'var = 3 * v']);
  const text = `data { y: real[n] x: real[n] g: index[n] of G }
    v ~ ${pick(['inv_gamma(2, 1)', 'gamma(2, 1)', 'half_normal(1)', 'exponential(1)'])}
    m ~ ${pick(['normal(0, 3)', 'flat()'])}
    a[G] ~ ${pick(['normal', 'laplace'])}(${pick(['m', '0', '2 * m - 1'])}, ${pick(['v', '1', '2 * v'])})
    b ~ normal(m, ${scale()})
    observe y ~ normal(${pick(['a[g] + b * x', 'a[g] * x - b', 'b * (x + a[g])', '(a[g] + m) / 2 + b'])}, ${scale()})`;
  const model = compileText(text, data);
  const closed = condition(model.graph).filter(({ form }) => form.kind === 'exponential');
  expect(closed.length).toBeGreaterThan(0);
  for (const { variable } of closed) checkAgainstJoint(model, variable.name, seed);
});
