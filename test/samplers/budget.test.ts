import { describe, expect, it } from 'vitest';
import { chiSquarePValue, normalPValue, smallestPValue, uniformityPValue } from './budget.js';

describe('p-values of the statistical tests', () => {
  // Reference values: scipy.stats.chi2.sf and 2 * scipy.stats.norm.sf.
  it.each([
    [3.841458820694124, 1, 0.05],
    [5, 9, 0.8343082601934075],
    [16.918977604620448, 9, 0.05],
    [60, 9, 1.3406780483959625e-9],
  ])('chi-square %d with %d degrees of freedom', (statistic, degrees, expected) => {
    expect(chiSquarePValue(statistic, degrees) / expected).toBeCloseTo(1, 10);
  });

  it('of a normal, of equal counts and of several tests', () => {
    expect(normalPValue(-1.959963984540054)).toBeCloseTo(0.05, 10);
    expect(uniformityPValue([5, 5, 5])).toBe(1);
    expect(smallestPValue([0.2, 0.01])).toBe(0.02);
  });
});
