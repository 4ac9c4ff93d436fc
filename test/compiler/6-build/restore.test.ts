import { describe, expect, it } from 'vitest';
import { compileText, type Arrays } from '../4-condition/program.js';
import { restoredChain, saved, startedChain, sweep } from './chains.js';

const MODELS: readonly (readonly [string, string, Arrays])[] = [
  [
    'NUTS alone',
    `data { y: real[J] sigma: positive[J] }
     mu ~ normal(0, 5)  tau ~ half_cauchy(5)  theta[J] ~ normal(mu, tau)
     observe y ~ normal(theta, sigma)`,
    { y: [28, 8, -3, 7], sigma: [15, 10, 16, 11] },
  ],
  [
    'NUTS beside Gibbs and a moving bound',
    `data { y: real[n] x: real[n] }
     a ~ normal(0, 9)  b ~ normal(0, 9)  v ~ inv_gamma(1, 1)
     top ~ gamma(2, 1)  c ~ uniform(0, top)
     observe y ~ normal(a + b * x + c, var = v)`,
    { y: [1, 2.2, 2.8, 4.5], x: [1, 2, 3, 4] },
  ],
  [
    'scales by their mixtures',
    `data { y: real[n] x: real[n, p] }
     w[p] ~ normal(0, l * tau)  l[p] ~ half_cauchy(1)  tau ~ half_cauchy(1)
     observe y ~ normal(x @ w, 1)  infer { l, tau using gibbs }`,
    {
      y: [0.3, 1, -2],
      x: [
        [1, 2],
        [0, 1],
        [1, -1],
      ],
    },
  ],
  [
    'a discrete unknown',
    `data { y: real[n] }
     p ~ beta(1, 1)  m ~ normal(0, 3)  z[n] ~ bernoulli(p)
     observe y ~ normal(m + z, 1)`,
    { y: [0.1, 1.2, -0.3, 0.8] },
  ],
];

const WARMUP = 40;

describe.each(MODELS)('%s', (_, text, data) => {
  const model = compileText(text, data);
  it.each([0, 1, 7, 39, 40, 45])('resumed at iteration %i gives the same bits', (at) => {
    const whole = startedChain(model, WARMUP);
    sweep(whole, 0, at);
    const kept = saved(whole);
    sweep(whole, at, 55);
    const resumed = restoredChain(model, WARMUP, kept);
    sweep(resumed, at, 55);
    expect([...resumed.values]).toEqual([...whole.values]);
    expect(saved(resumed)).toEqual(saved(whole));
  });

  it('moves every value', () => {
    const chain = startedChain(model, WARMUP);
    const before = chain.values.slice();
    const moved = new Set<number>();
    for (let iteration = 0; iteration < 60; iteration++) {
      sweep(chain, iteration, iteration + 1);
      chain.values.forEach((value, i) => {
        if (value !== before[i]) moved.add(i);
      });
    }
    expect(moved.size).toBe(before.length);
  });
});
