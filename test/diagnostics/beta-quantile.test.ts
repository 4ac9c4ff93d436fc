import { expect, it } from 'vitest';
import { betaCdf, betaQuantile } from '../../src/diagnostics/beta-quantile.js';
import { readJson } from './chains.js';

/** Rows of probability, a, b, the quantile, and the distribution function at the mean, by SciPy. */
const ROWS = readJson('beta.json') as [number, number, number, number, number][];

it.each(ROWS)('quantile %f of beta(%f, %f)', (probability, a, b, quantile, atMean) => {
  expect(Math.abs(betaQuantile(probability, a, b) / quantile - 1)).toBeLessThan(1e-9);
  expect(Math.abs(betaCdf(a / (a + b), a, b) / atMean - 1)).toBeLessThan(1e-9);
});

it('stays in the unit interval at its ends', () => {
  expect(betaCdf(0, 2, 3)).toBe(0);
  expect(betaCdf(1, 2, 3)).toBe(1);
});
