import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import {
  drawBeta,
  drawBinomial,
  drawGamma,
  drawInverseGamma,
  drawPoisson,
} from '../../../src/base/random/variates.js';

const SIZE = 20_000;

/** z statistic of a mean; |z| > 5 has a false-alarm probability below 1e-6 a check. */
function meanZ(draw: () => number, mean: number, variance: number): number {
  let sum = 0;
  for (let i = 0; i < SIZE; i++) sum += draw() - mean;
  return sum / Math.sqrt(SIZE * variance);
}

describe('counts far from the small ones', () => {
  const stream = new RandomStream('variates');
  it.each([
    [1e6, 0.3],
    [1e9, 1e-8],
    [5000, 0.9999],
    [1e12, 0.5],
  ])('binomial(%d, %d) has its mean and variance', (n, p) => {
    const mean = n * p;
    const variance = n * p * (1 - p);
    expect(Math.abs(meanZ(() => drawBinomial(stream, n, p), mean, variance))).toBeLessThan(5);
    const fourth = 3 * variance ** 2 + variance * (1 - 6 * p * (1 - p));
    const squares = () => (drawBinomial(stream, n, p) - mean) ** 2;
    expect(Math.abs(meanZ(squares, variance, fourth - variance ** 2))).toBeLessThan(5);
  });

  it.each([13, 2000, 1e7])('poisson(%d) has its mean and variance', (mean) => {
    expect(Math.abs(meanZ(() => drawPoisson(stream, mean), mean, mean))).toBeLessThan(5);
    const squares = () => (drawPoisson(stream, mean) - mean) ** 2;
    expect(Math.abs(meanZ(squares, mean, 2 * mean ** 2 + mean))).toBeLessThan(5);
  });

  it('a planted fault is caught', () => {
    const z = meanZ(() => drawPoisson(stream, 2010), 2000, 2000);
    expect(Math.abs(z)).toBeGreaterThan(5);
  });

  it('certain and impossible trials', () => {
    for (const n of [0, 3, 1000]) {
      expect(drawBinomial(stream, n, 0)).toBe(0);
      expect(drawBinomial(stream, n, 1)).toBe(n);
    }
    expect(drawPoisson(stream, 0)).toBe(0);
  });
});

it('extreme shapes keep inside the support', () => {
  const stream = new RandomStream('extremes');
  for (let i = 0; i < 2000; i++) {
    const chance = drawBeta(stream, 0.002, 0.001);
    expect(chance > 0 && chance < 1).toBe(true);
    expect(drawGamma(stream, 0.001, 1)).toBeGreaterThan(0);
    expect(Number.isFinite(drawInverseGamma(stream, 0.001, 1))).toBe(true);
  }
});
