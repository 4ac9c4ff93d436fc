import { expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { compilePrior } from '../../../src/compiler/compile.js';
import { compileText, datasetOf } from '../4-condition/program.js';

const SPARSE = `data { x: real[n, d]  y: real[n] }
  prior spike_slab(w; p: unit, sd: positive) { z[w] ~ bernoulli(p)  v[w] ~ normal(0, sd)  w = z * v }
  w[d] ~ spike_slab(p, sd)  p ~ beta(1, 1)  sd ~ half_normal(1)
  observe y ~ normal(x @ w, 1)`;

it('a draw has the layout of a run, and all that is computed from it', () => {
  const data = {
    x: [
      [1, 2, 3],
      [4, 5, 7],
    ],
    y: [1, 2],
  };
  const source = { name: 'model.bnn', text: SPARSE };
  const sampler = compilePrior(source, datasetOf(data), { priors: [], bindings: [] });
  expect(sampler.quantities).toEqual(compileText(SPARSE, data).quantities);
  const draw = new Float64Array(sampler.width);
  const of = (name: string) => {
    const { offset, size } = sampler.quantities.find((quantity) => quantity.name === name)!;
    return [...draw.subarray(offset, offset + size)];
  };
  const kept = new Set<string>();
  for (let row = 0; row < 50; row++) {
    sampler.draw(new RandomStream('sparse', row), draw);
    const [z, v] = [of('w.z'), of('w.v')];
    expect(of('w')).toEqual(z.map((one, i) => one * v[i]!));
    kept.add(z.join(''));
  }
  expect(kept.size).toBe(8);
});

it('vectors and matrices are drawn whole, plate by plate', () => {
  const text = `data { y: real[n, 2] }
    mu[2] ~ ordered(normal(0, 1))
    theta[3, 2] ~ dirichlet(0.5)
    R[2, 2] ~ lkj_corr(2)
    b[4, 2] ~ multi_normal(mu, sd = 1, corr = R)
    observe y ~ multi_normal(mu, cov = R)`;
  const source = { name: 'model.bnn', text };
  const data = { y: [[1, 2]] };
  const sampler = compilePrior(source, datasetOf(data), { priors: [], bindings: [] });
  const draw = new Float64Array(sampler.width);
  const of = (name: string) => {
    const { offset, size } = sampler.quantities.find((quantity) => quantity.name === name)!;
    return [...draw.subarray(offset, offset + size)];
  };
  const slopes: number[] = [];
  for (let row = 0; row < 2000; row++) {
    sampler.draw(new RandomStream('vectors', row), draw);
    const [mu, theta, R, b] = [of('mu'), of('theta'), of('R'), of('b')];
    expect(mu[0]).toBeLessThan(mu[1]!);
    for (const plate of [0, 2, 4]) expect(theta[plate]! + theta[plate + 1]!).toBeCloseTo(1, 12);
    expect([R[0], R[1]]).toEqual([1, R[2]]);
    slopes.push((b[6]! - mu[0]!) * (b[7]! - mu[1]!) - R[1]!);
  }
  const mean = slopes.reduce((a, c) => a + c, 0) / slopes.length;
  expect(Math.abs(mean)).toBeLessThan(4.5 * Math.sqrt(1.3 / slopes.length));
});
