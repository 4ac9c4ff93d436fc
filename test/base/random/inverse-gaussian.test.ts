import { describe, expect, it } from 'vitest';
import { drawGig } from '../../../src/base/random/inverse-gaussian.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { FALSE_ALARM, uniformityPValue } from '../../samplers/budget.js';
import { report } from '../../samplers/sweeps.js';

const CELLS = 40_000;

/** Cumulative distribution of log x, by the midpoint rule over all but exp(-40) of it. */
function logCumulative(p: number, a: number, b: number): (y: number) => number {
  const log = (y: number) => p * y - (a * Math.exp(y) + b * Math.exp(-y)) / 2;
  const root = Math.hypot(p, Math.sqrt(a) * Math.sqrt(b));
  const mode = p >= 0 ? Math.log(p + root) - Math.log(a) : Math.log(b) - Math.log(root - p);
  const reach = (sign: number) => {
    let y = mode;
    for (let by = 1e-3; log(y) - log(mode) > -40; by *= 1.3) y += sign * by;
    return y;
  };
  const [low, high] = [reach(-1), reach(1)];
  const step = (high - low) / CELLS;
  const sums = new Float64Array(CELLS + 1);
  for (let i = 0; i < CELLS; i++) {
    sums[i + 1] = sums[i]! + Math.exp(log(low + (i + 0.5) * step) - log(mode));
  }
  return (y) => {
    const at = Math.min(Math.max((y - low) / step, 0), CELLS - 1e-9);
    const cell = Math.floor(at);
    return (sums[cell]! + (at - cell) * (sums[cell + 1]! - sums[cell]!)) / sums[CELLS]!;
  };
}

function pValue(exact: readonly [number, number, number], drawn = exact): number {
  const stream = new RandomStream('gig', ...exact);
  const cumulative = logCumulative(...exact);
  const counts = new Array<number>(20).fill(0);
  for (let i = 0; i < 20_000; i++) {
    counts[Math.floor(20 * cumulative(Math.log(drawGig(stream, ...drawn))))]!++;
  }
  return uniformityPValue(counts);
}

describe('generalised inverse Gaussian at its edges', () => {
  it.each<[number, number, number]>([
    // A weight near 0: b of a scale's conditional goes to 0.
    [-0.5, 1, 1e-8],
    [-0.5, 1, 1e-30],
    [-0.9, 1, 1e-40],
    [-0.1, 1, 1e-100],
    // Negative half-integers, as many weights share a scale.
    [-1.5, 2, 1e-6],
    [-9.5, 1, 1e-20],
    [-300.5, 1e5, 1e-3],
    // A rate near 0: the mean of the inverse Gaussian goes to infinity.
    [-0.5, 1e-40, 1],
    [-2.5, 1e-6, 3],
    // Orders near 0, where the law spreads over hundreds of orders of magnitude.
    [1e-12, 1, 1e-10],
    [0, 1, 1e-300],
    [0, 1e-200, 1e-200],
    [-1e-9, 1e-160, 1e-160],
    [1e-3, 1e-3, 1e-3],
    // Nearly a point.
    [-0.5, 1, 1e10],
    [100, 1e-8, 1e5],
  ])('p = %d, a = %d, b = %d', (p, a, b) => {
    const name = `gig(${String(p)}, ${String(a)}, ${String(b)})`;
    expect(report(name, pValue([p, a, b]))).toBeGreaterThan(FALSE_ALARM);
  });

  it('another order, and a square in place of its root, are caught', () => {
    expect(pValue([-0.5, 1, 1e-8], [-0.6, 1, 1e-8])).toBeLessThan(FALSE_ALARM);
    expect(pValue([-1.5, 2, 1e-6], [-1.5, 2, 1.1e-6])).toBeLessThan(FALSE_ALARM);
  });

  it('draws stay finite and positive where the law lies beyond what a number holds', () => {
    const stream = new RandomStream('beyond');
    for (const [p, a, b] of [
      [-0.4, 1, 5e-324],
      [-0.5, 1e8, 1e-308],
      [0.2, 1e300, 1e300],
      [0.3, 1e-300, 1e-300],
      [-0.01, 1e-300, 1],
    ] as const) {
      for (let i = 0; i < 200; i++) {
        const draw = drawGig(stream, p, a, b);
        expect(draw > 0 && draw < Infinity).toBe(true);
      }
    }
  });
});
