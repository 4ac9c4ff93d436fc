import { expect, it } from 'vitest';
import { cholesky } from '../../../src/base/numeric/cholesky.js';
import { shrunkCovariance } from '../../../src/base/numeric/shrinkage.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import reference from './shrinkage.json' with { type: 'json' };

it.each(reference)('$size values by the published formulas', ({ size, draws, ...expected }) => {
  const found = shrunkCovariance(Float64Array.from(draws), size, draws.length / size);
  expect(found.intensity).toBeCloseTo(expected.intensity, 12);
  expected.mean.forEach((mean, k) => {
    expect(found.mean[k]).toBeCloseTo(mean, 12);
  });
  expected.covariance.forEach((value, k) => {
    expect(found.covariance[k]).toBeCloseTo(value, 10);
  });
});

it('fewer draws than values, and values that repeat each other, leave it positive definite', () => {
  const stream = new RandomStream('shrinkage');
  const draws = Float64Array.from({ length: 200 }, () => stream.normal());
  const twice = Float64Array.from(draws, (_, i) => draws[i - (i % 2)]!);
  for (const [values, size] of [
    [draws, 20],
    [twice, 2],
  ] as const) {
    const { covariance } = shrunkCovariance(values, size, values.length / size);
    expect(cholesky(covariance, size, new Float64Array(size * size))).toBe(true);
  }
});

it('draws that are worth fewer are shrunk further', () => {
  const draws = Float64Array.from(reference[2]!.draws);
  const intensities = [40, 20, 10].map((n) => shrunkCovariance(draws, 5, n).intensity);
  expect(intensities[1]).toBeGreaterThan(intensities[0]!);
  expect(intensities[2]).toBeGreaterThan(intensities[1]!);
});
