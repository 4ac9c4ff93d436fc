import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';

const SIZE = 40_000;

/** z statistics of the first two moments; |z| < 4.5 has false-alarm probability below 1e-5 a check. */
function momentZ(draw: () => number, mean: number, variance: number, fourth: number): number[] {
  let first = 0;
  let second = 0;
  for (let i = 0; i < SIZE; i++) {
    const x = draw() - mean;
    first += x;
    second += x * x;
  }
  const n = Math.sqrt(SIZE);
  return [
    (n * (first / SIZE)) / Math.sqrt(variance),
    (n * (second / SIZE - variance)) / Math.sqrt(fourth - variance ** 2),
  ];
}

describe('RandomStream', () => {
  it('keys that are no integers have streams of their own', () => {
    const drawn = [0, 0.25, 0.5, 1e300].map((key) => new RandomStream('seed', key).bits());
    expect(new Set(drawn).size).toBe(4);
  });

  it('gives the same draws for the same key and others for another', () => {
    const draws = (...key: (string | number)[]) => {
      const stream = new RandomStream('7', ...key);
      return Array.from({ length: 8 }, () => stream.uniform());
    };
    expect(draws('chain', 1)).toEqual(draws('chain', 1));
    expect(draws('chain', 1)).not.toEqual(draws('chain', 2));
    expect(draws(1, 23)).not.toEqual(draws(12, 3));
  });

  const stream = new RandomStream('moments');
  const cases: [string, () => number, number, number, number][] = [
    ['uniform', () => stream.uniform(), 0.5, 1 / 12, 1 / 80],
    ['normal', () => stream.normal(), 0, 1, 3],
    ['exponential', () => stream.exponential(), 1, 1, 9],
    ['gamma(0.3)', () => stream.gamma(0.3), 0.3, 0.3, 3 * 0.3 ** 2 + 6 * 0.3],
    ['gamma(4)', () => stream.gamma(4), 4, 4, 3 * 4 ** 2 + 6 * 4],
  ];
  it.each(cases)('%s has its moments', (_name, draw, mean, variance, fourth) => {
    for (const z of momentZ(draw, mean, variance, fourth)) expect(Math.abs(z)).toBeLessThan(4.5);
  });

  it('a planted fault in the scale is caught', () => {
    const [, z] = momentZ(() => 1.05 * stream.normal(), 0, 1, 3);
    expect(Math.abs(z!)).toBeGreaterThan(4.5);
  });
});
