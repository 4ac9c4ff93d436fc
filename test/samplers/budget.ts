import { erfc } from '../../src/base/numeric/normal-integral.js';
import { lgamma } from '../../src/base/numeric/gamma-function.js';

/**
 * The false-alarm budget of the statistical tests of samplers.
 *
 * A correct kernel fails one assertion with probability at most `FALSE_ALARM` over the choice of
 * its seed, and a file makes fewer than fifty such assertions: about one seed in two thousand
 * would have had to be changed, so a failure means a fault. Seeds are fixed, so no run differs.
 * A planted fault must fall below the same threshold: a test that cannot see it proves nothing.
 */
export const FALSE_ALARM = 1e-5;

/** Two-sided p-value of a standard normal. */
export function normalPValue(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/** Pearson's test that all cells are equally likely. */
export function uniformityPValue(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const expected = total / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return chiSquarePValue(statistic, counts.length - 1);
}

/** The chance of a larger chi-square: the incomplete gamma function by its series or fraction. */
export function chiSquarePValue(statistic: number, degrees: number): number {
  const a = degrees / 2;
  const x = statistic / 2;
  if (x === 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - lgamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-16; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's evaluation of the continued fraction. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 1000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

/** The smallest of several p-values, corrected for their number. */
export function smallestPValue(pValues: readonly number[]): number {
  return Math.min(1, pValues.length * Math.min(...pValues));
}
