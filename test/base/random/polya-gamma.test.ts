import { describe, expect, it } from 'vitest';
import { drawByInversion } from '../../../src/base/random/polya-gamma-inversion.js';
import { drawPolyaGamma } from '../../../src/base/random/polya-gamma.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import {
  chiSquarePValue,
  FALSE_ALARM,
  normalPValue,
  smallestPValue,
  uniformityPValue,
} from '../../samplers/budget.js';

const SIZE = 40_000;

/** P(PG(1, c) > x), by the series of its density (Polson, Scott and Windle 2013, section 2) integrated. */
function tailOfOne(c: number, x: number): number {
  const z = c / 2;
  let sum = 0;
  for (let n = 0; n < 200; n++) {
    const k = Math.PI * (n + 0.5);
    const rate = (k * k + z * z) / 2;
    sum += (n % 2 === 0 ? 1 : -1) * (k / rate) * Math.exp(-rate * 4 * x);
  }
  return Math.cosh(z) * sum;
}

/** Log of E exp(-t X), X ~ PG(count, c): log cosh ratio, or cosine where its argument is negative. */
function logLaplace(count: number, c: number, t: number): number {
  const square = (c * c) / 4 + t / 2;
  const s = Math.sqrt(Math.abs(square));
  const logCosh = square < 0 ? Math.log(Math.cos(s)) : s + Math.log1p(Math.exp(-2 * s)) - Math.LN2;
  return count * (c / 2 + Math.log1p(Math.exp(-c)) - Math.LN2 - logCosh);
}

/** Worst p-value of averages of exp(-t (X - mean)) against the exact transform, t on the scale of X. */
function transformPValue(count: number, c: number, draw: () => number): number {
  const scale = Math.sqrt(count) * Math.min(1, 8 * (c + 1e-9) ** -1.5);
  const draws = Float64Array.from({ length: SIZE }, draw);
  return smallestPValue(
    [-1, -0.4, 0.4, 1, 3].map((share) => {
      const t = share / scale;
      const exact = logLaplace(count, c, t);
      const sum = draws.reduce((total, x) => total + Math.expm1(-t * x - exact), 0);
      const variance = Math.expm1(logLaplace(count, c, 2 * t) - 2 * exact);
      return normalPValue(sum / Math.sqrt(SIZE * variance));
    }),
  );
}

describe('polya-gamma', () => {
  it.each([0, 0.5, 1.9, 4, 12, 40])('PG(1, %d) has the cumulative distribution of its law', (c) => {
    const stream = new RandomStream('polya-gamma', c);
    const counts = new Array<number>(20).fill(0);
    for (let i = 0; i < SIZE; i++) {
      const cell = Math.floor(20 * tailOfOne(c, drawPolyaGamma(stream, 1, -c)));
      counts[Math.min(19, Math.max(0, cell))]!++;
    }
    expect(uniformityPValue(counts)).toBeGreaterThan(FALSE_ALARM);
  });

  it.each([
    [1, 0],
    [2, 0.3],
    [5, 3],
    [40, 1],
    [101, 0],
    [101, 1e-4],
    [120, 2],
    [200, 7],
    [1000, 0.01],
    [1e5, 1],
    [110, 30],
    [3, 200],
    [100, 800],
    [1e8, 3],
  ])('PG(%d, %d) has its Laplace transform', (count, c) => {
    const stream = new RandomStream('transform', count, c);
    const p = transformPValue(count, c, () => drawPolyaGamma(stream, count, c));
    expect(p).toBeGreaterThan(FALSE_ALARM);
  });

  it('a sum stopped one short is caught', () => {
    const stream = new RandomStream('short');
    const p = transformPValue(41, 1, () => drawPolyaGamma(stream, 40, 1));
    expect(p).toBeLessThan(FALSE_ALARM);
  });

  /** Two samples over the cells that ten quantiles of the first make. */
  function twoSamplePValue(first: Float64Array, second: Float64Array): number {
    const sorted = first.toSorted();
    const edges = Array.from({ length: 19 }, (_, k) => sorted[((k + 1) * SIZE) / 20]!);
    const count = (xs: Float64Array) => {
      const cells = new Array<number>(20).fill(0);
      for (const x of xs) cells[edges.filter((edge) => x >= edge).length]!++;
      return cells;
    };
    const [a, b] = [count(first), count(second)];
    const statistic = a.reduce((sum, n, k) => sum + (n - b[k]!) ** 2 / (n + b[k]!), 0);
    return chiSquarePValue(statistic, 19);
  }

  it.each([
    [10, 0],
    [15, 2],
    [40, 0.5],
    [25, 20],
  ])('PG(%d, %d) by inversion is the law of the sum', (count, c) => {
    const stream = new RandomStream('inversion', count, c);
    const sums = Float64Array.from({ length: SIZE }, () => drawPolyaGamma(stream, count, c));
    const inverted = Float64Array.from({ length: SIZE }, () => drawByInversion(stream, count, c));
    expect(twoSamplePValue(sums, inverted)).toBeGreaterThan(FALSE_ALARM);
    const shifted = inverted.map((x) => 1.01 * x + 0.01);
    expect(twoSamplePValue(sums, shifted)).toBeLessThan(FALSE_ALARM);
  });
});
