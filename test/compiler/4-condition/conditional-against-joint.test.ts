import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { condition } from '../../../src/compiler/4-condition/index.js';
import { checkAgainstJoint } from './against-joint.js';
import { compileText, type Arrays } from './program.js';

const Y8 = [28, 8, -3, 7, -1, 1, 18, 12];
const SIGMA8 = [15, 10, 16, 11, 9, 11, 10, 18];

const CLOSED: readonly {
  readonly title: string;
  readonly text: string;
  readonly data: Arrays;
  readonly families: Readonly<Record<string, string>>;
}[] = [
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
      p ~ beta(2, 3)
      observe y ~ binomial(trials, p)`,
    data: { y: [3, 0, 5, 2], trials: [10, 4, 7, 9] },
    families: { p: 'beta' },
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
];

describe.each(CLOSED)('$title', ({ text, data, families }) => {
  const model = compileText(text, data);
  it.each(Object.entries(families))('%s is %s', (name, family) => {
    const found = condition(model.graph).find((c) => c.variable.name === name)!;
    expect(found.refusals).toEqual([]);
    expect(found.form.kind === 'exponential' && found.form.family.name).toBe(family);
    for (let seed = 0; seed < 10; seed++) checkAgainstJoint(model, name, seed);
  });
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
