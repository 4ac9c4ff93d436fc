import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as special from '../../../src/base/numeric/special.js';

/** Values computed with mpmath at 50 digits from the doubles shown. */
const reference = JSON.parse(
  readFileSync(new URL('special-reference.json', import.meta.url), 'utf8'),
) as Record<'betaln' | UnaryName, number[][]>;
const unary = {
  lgamma: special.lgamma,
  digamma: special.digamma,
  trigamma: special.trigamma,
  erf: special.erf,
  erfc: special.erfc,
  normalCdf: special.normalCdf,
  logNormalCdf: special.logNormalCdf,
  normalQuantile: special.normalQuantile,
  log1pexp: special.log1pexp,
};
type UnaryName = keyof typeof unary;

/** Relative error, absolute where the value is small on the scale of the terms that make it. */
function error(found: number, exact: number, floor: number): number {
  if (found === exact) return 0;
  return Math.abs(found - exact) / Math.max(Math.abs(exact), floor);
}

describe('special functions', () => {
  const floors: Partial<Record<UnaryName, number>> = { lgamma: 1, digamma: 1 };
  it.each(Object.keys(unary) as UnaryName[])('%s is near double accuracy', (name) => {
    for (const [x, exact] of reference[name]) {
      const found = unary[name](x!);
      expect(error(found, exact!, floors[name] ?? 0), `${name}(${String(x)})`).toBeLessThan(4e-15);
    }
  });

  it('lgamma keeps relative accuracy next to its zeros 1 and 2', () => {
    for (const x of [1.0000001, 2.0000001, 0.999]) {
      const exact = reference.lgamma.find((row) => row[0] === x)![1]!;
      expect(error(special.lgamma(x), exact, 0)).toBeLessThan(1e-15);
    }
  });

  it('betaln is near double accuracy', () => {
    for (const [a, b, exact] of reference.betaln) {
      expect(error(special.betaln(a!, b!), exact!, 1e-3)).toBeLessThan(1e-14);
      expect(special.betaln(b!, a!)).toBe(special.betaln(a!, b!));
    }
  });

  it('poles and ends', () => {
    expect(special.lgamma(0)).toBe(Infinity);
    expect(special.lgamma(-3)).toBe(Infinity);
    expect(special.lgamma(Infinity)).toBe(Infinity);
    expect(special.digamma(-2)).toBeNaN();
    expect(special.trigamma(0)).toBe(Infinity);
    expect(special.erf(Infinity)).toBe(1);
    expect(special.erfc(Infinity)).toBe(0);
    expect(special.normalCdf(-Infinity)).toBe(0);
    expect(special.normalCdf(Infinity)).toBe(1);
    expect([0, 1].map(special.normalQuantile)).toEqual([-Infinity, Infinity]);
    expect(special.normalQuantile(1.1)).toBeNaN();
    for (const f of Object.values(unary)) expect(f(NaN)).toBeNaN();
  });

  it('logSumExp is exact under shifts that overflow exp', () => {
    expect(special.logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
    expect(special.logSumExp([-2000, -2001])).toBeCloseTo(-2000 + Math.log1p(Math.exp(-1)), 12);
    expect(special.logSumExp([])).toBe(-Infinity);
    expect(special.logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(special.logSumExp([Infinity, 0])).toBe(Infinity);
    expect(special.logSumExp([-Infinity, 3])).toBe(3);
  });

  it('recurrences hold between the reference points', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 50, noNaN: true }), (x) => {
        const { lgamma, digamma, trigamma } = special;
        expect(error(lgamma(x + 1), lgamma(x) + Math.log(x), 1)).toBeLessThan(1e-14);
        expect(error(digamma(x + 1), digamma(x) + 1 / x, 1 + 1 / x)).toBeLessThan(1e-14);
        expect(error(trigamma(x + 1) + 1 / x ** 2, trigamma(x), 0)).toBeLessThan(1e-14);
      }),
    );
  });

  it('normalQuantile inverts normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 5, noNaN: true }), (x) => {
        const back = special.normalQuantile(special.normalCdf(x));
        // Above 0 the distribution function itself keeps only so many digits of the tail.
        const lost = 1e-15 * Math.exp(0.5 * Math.max(x, 0) ** 2);
        expect(Math.abs(back - x)).toBeLessThan(4e-15 * (1 + Math.abs(x)) + lost);
      }),
    );
  });
});
