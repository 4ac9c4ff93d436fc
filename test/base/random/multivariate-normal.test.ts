import { describe, expect, it } from 'vitest';
import { cholesky } from '../../../src/base/numeric/cholesky.js';
import {
  drawFromCovariance,
  drawFromPrecision,
} from '../../../src/base/random/multivariate-normal.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from '../../samplers/budget.js';

const SIZE = 50_000;
/** Covariance, and its inverse by Cramer's rule. */
const covariance = [4, 1, -0.5, 1, 1, 0.3, -0.5, 0.3, 0.5];
const determinant = 4 * (0.5 - 0.09) - (0.5 + 0.15) - 0.5 * (0.3 + 0.5);
const precision = [0.41, -0.65, 0.8, -0.65, 1.75, -1.7, 0.8, -1.7, 3].map((x) => x / determinant);
const mean = [1, -2, 0.5];

function momentsPValue(draw: (out: Float64Array) => void): number {
  const out = new Float64Array(3);
  const sums = new Float64Array(12);
  for (let s = 0; s < SIZE; s++) {
    draw(out);
    for (let i = 0; i < 3; i++) {
      sums[i] = sums[i]! + out[i]! - mean[i]!;
      for (let j = 0; j < 3; j++) {
        const product = (out[i]! - mean[i]!) * (out[j]! - mean[j]!);
        sums[3 + 3 * i + j] = sums[3 + 3 * i + j]! + product - covariance[3 * i + j]!;
      }
    }
  }
  const variances = covariance.map((value, k) => {
    const [i, j] = [Math.floor(k / 3), k % 3];
    return covariance[4 * i]! * covariance[4 * j]! + value ** 2;
  });
  const all = [covariance[0]!, covariance[4]!, covariance[8]!, ...variances];
  return smallestPValue(all.map((v, k) => normalPValue(sums[k]! / Math.sqrt(SIZE * v))));
}

describe('multivariate normal', () => {
  const linear = Float64Array.from({ length: 3 }, (_, i) =>
    mean.reduce((sum, m, j) => sum + precision[3 * i + j]! * m, 0),
  );
  const byPrecision = (b: Float64Array) => {
    const factor = new Float64Array(9);
    const stream = new RandomStream('precision');
    return momentsPValue((out) => {
      expect(drawFromPrecision(stream, Float64Array.from(precision), b, factor, out)).toBe(true);
    });
  };

  it('from a precision and a linear term has its moments', () => {
    expect(byPrecision(linear)).toBeGreaterThan(FALSE_ALARM);
    expect(byPrecision(linear.map((b) => b + 0.03))).toBeLessThan(FALSE_ALARM);
  });

  it('from a covariance has its moments', () => {
    const stream = new RandomStream('covariance');
    const factor = new Float64Array(9);
    cholesky(Float64Array.from(covariance), 3, factor);
    const p = momentsPValue((out) => {
      drawFromCovariance(stream, Float64Array.from(mean), factor, out);
    });
    expect(p).toBeGreaterThan(FALSE_ALARM);
  });

  it('says so where the precision is not one, and draws nothing', () => {
    const out = Float64Array.of(7, 7);
    const stream = new RandomStream('indefinite');
    for (const matrix of [
      [1, 2, 2, 1],
      [0, 0, 0, 1],
      [NaN, 0, 0, 1],
      [1, 0, 0, Infinity],
    ]) {
      const given = Float64Array.from(matrix);
      expect(
        drawFromPrecision(stream, given, Float64Array.of(1, 1), new Float64Array(4), out),
      ).toBe(false);
    }
    expect(out).toEqual(Float64Array.of(7, 7));
  });
});
