import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as special from '../../../src/base/numeric/special.js';

/** Values computed with mpmath at 60 digits from the doubles shown. */
const reference = JSON.parse(
  readFileSync(new URL('incomplete-reference.json', import.meta.url), 'utf8'),
) as Record<'gamma' | 'beta' | 'student' | 'skewNormal' | 'vonMises', number[][]>;

/** Where values are the sum of larger terms errors are absolute. */
const FLOORS: Partial<Record<keyof typeof reference, number>> = { vonMises: 1 };

type Function = (a: number, b: number, c: number) => number;
/** Functions by the table and the column of their values; the first columns are the arguments. */
const cases: [string, keyof typeof reference, number, Function, number][] = [
  ['log P(a, x)', 'gamma', 2, special.logGammaP, 2],
  ['log Q(a, x)', 'gamma', 3, special.logGammaQ, 2],
  ['d/da log P(a, x)', 'gamma', 4, special.logGammaPSlope, 2],
  ['d/da log Q(a, x)', 'gamma', 5, special.logGammaQSlope, 2],
  ['log I_x(a, b)', 'beta', 3, special.logBetaI, 3],
  ['d/da log I_x(a, b)', 'beta', 4, special.logBetaISlopeA, 3],
  ['d/db log I_x(a, b)', 'beta', 5, special.logBetaISlopeB, 3],
  ['log distribution function of Student t', 'student', 2, special.logStudentCdf, 2],
  ['d/dnu of it', 'student', 3, special.logStudentCdfSlope, 2],
  ['log distribution function of the skew normal', 'skewNormal', 2, special.logSkewNormalCdf, 2],
  ['log of a mass of the von Mises', 'vonMises', 3, special.logVonMisesMass, 3],
  ['d/dkappa of it', 'vonMises', 4, special.logVonMisesMassSlope, 3],
];

describe('distribution functions', () => {
  it.each(cases)('%s to 12 digits', (_, table, column, f, arity) => {
    const errors = reference[table].map((row) => {
      const exact = row[column]!;
      const found = f(row[0]!, row[1]!, row[2]!);
      if (found === exact) return 0;
      return Math.abs(found - exact) / Math.max(Math.abs(exact), FLOORS[table] ?? 1e-3);
    });
    const worst = errors.reduce((most, error, i) => (error <= errors[most]! ? most : i), 0);
    const at = reference[table][worst]!.slice(0, arity).join(', ');
    expect(errors[worst], `at (${at})`).toBeLessThan(1e-12);
  });
});
