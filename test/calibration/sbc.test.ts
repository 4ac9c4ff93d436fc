import { describe, expect, it } from 'vitest';
import { FALSE_ALARM } from '../samplers/budget.js';
import { calibration, type Calibration } from './sbc.js';

const SCHOOLS: Calibration = {
  text: `data { y: real[J]  sigma: positive[J] }
    mu ~ normal(0, 5)  tau ~ half_cauchy(5)  theta[J] ~ normal(mu, tau)
    observe y ~ normal(theta, sigma)`,
  data: { y: [0, 0, 0, 0, 0, 0, 0, 0], sigma: [15, 10, 16, 11, 9, 11, 10, 18] },
  target: 'y',
  judged: ['mu', 'tau', 'theta[1]', 'theta[5]'],
  warmup: 400,
  thin: 10,
};

const MMELU: Calibration = {
  text: `data { x: real[n, d]  y: class[n] of 3 }
    activation mmelu(x; c: unit, lambda: positive, gamma: real) =
      (1 - c) * max(x, 0) + c * max(lambda - abs(x - gamma), 0)
    prior sparse_laplace(w; shape: positive = 2, rate: positive = 1) {
      scale ~ inv_gamma(shape, rate)  w ~ laplace(0, scale)
    }
    network f(x) {
      layer hidden = dense(x, 3) {
        weight ~ sparse_laplace()  bias ~ normal(0, 1)
        activation = mmelu(c ~ uniform(0, 1), lambda ~ exponential(mean = b), gamma ~ normal(0, var = s2)) per unit
      }
      layer output = dense(hidden, 3) { weight ~ sparse_laplace()  bias ~ normal(0, 1) }
    }
    b ~ inv_gamma(2, 1)  s2 ~ inv_gamma(2, 1)
    observe y ~ categorical(logits = f)`,
  data: {
    x: Array.from({ length: 12 }, (_, i) => [Math.sin(3 * i), Math.cos(5 * i)]),
    y: Array.from({ length: 12 }, () => 1),
  },
  target: 'y',
  judged: [
    ...['b', 's2', 'f.hidden.weight.scale', 'f.output.weight.scale'],
    ...['f.hidden.weight.rms', 'f.output.weight.rms', 'y.prediction[1]', 'y.prediction[8]'],
  ],
  warmup: 300,
  thin: 20,
};

const SPIKES: Calibration = {
  text: `data { x: real[n, d]  y: real[n] }
    prior spike_slab(w; p: unit, sd: positive) { z[w] ~ bernoulli(p)  v[w] ~ normal(0, sd)  w = z * v }
    p ~ beta(1, 4)  sd ~ half_normal(1)  sigma ~ half_normal(1)  b0 ~ normal(0, 1)
    w[d] ~ spike_slab(p, sd)
    observe y ~ normal(b0 + x @ w, sigma)
    generated { active = count(w != 0) }`,
  data: {
    x: Array.from({ length: 15 }, (_, i) => [1, 2, 3, 4].map((j) => Math.sin(7 * i * j + j))),
    y: Array.from({ length: 15 }, () => 0),
  },
  target: 'y',
  judged: ['p', 'sd', 'sigma', 'b0', 'active', 'w[1]', 'w[4]'],
  warmup: 300,
  thin: 10,
};

// Each is shown to see a fault: one quantity whose truth is drawn from another prior.
describe.each([
  ['eight schools', SCHOOLS, 'mu ~ normal(15, 5)'],
  ['sparse-mmelu, small', MMELU, 'b ~ inv_gamma(2, 4)'],
  ['spike and slab', SPIKES, 'sigma ~ half_normal(4)'],
] as const)('simulation-based calibration of %s', (name, model, fault) => {
  // `BNN_REPLICATIONS=300 BNN_P_VALUES=1` for a closer look than a test needs.
  const replications = Number(process.env.BNN_REPLICATIONS ?? 60);

  it('ranks are uniform', () => {
    const { pValue, each } = calibration(model, replications, name);
    if (process.env.BNN_P_VALUES) console.log(name, pValue, each);
    expect(pValue).toBeGreaterThan(FALSE_ALARM);
  });

  it('and are not where the truth comes from another prior', () => {
    const { pValue, each } = calibration({ ...model, priors: [fault] }, replications, name);
    if (process.env.BNN_P_VALUES) console.log('fault', name, pValue, each);
    expect(pValue).toBeLessThan(FALSE_ALARM);
  });
});
