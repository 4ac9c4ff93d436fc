import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogDensity } from '../../src/samplers/kernel.js';
import { createPhasePoint, leapfrog, type PhasePoint } from '../../src/samplers/leapfrog.js';
import { banana } from './models.js';

const target = banana(0.5);
const metric = Float64Array.of(0.7, 1.9);
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const start = fc.tuple(coordinate, coordinate, coordinate, coordinate);
const size = fc.double({ min: 0.01, max: 0.3, noNaN: true });
const count = fc.integer({ min: 1, max: 20 });

function pointAt(values: readonly number[], density: LogDensity): PhasePoint {
  const point = createPhasePoint(2);
  point.position.set(values.slice(0, 2));
  point.momentum.set(values.slice(2));
  point.logDensity = density.evaluate(point.position, point.gradient);
  return point;
}

function flow(values: readonly number[], stepSize: number, steps: number): number[] {
  const point = pointAt(values, target);
  for (let i = 0; i < steps; i++) leapfrog(target, point, stepSize, metric);
  return [...point.position, ...point.momentum];
}

function determinant(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let value = 1;
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.findIndex((row, i) => i >= k && Math.abs(row[k]!) > 1e-6);
    if (pivot !== k) value = -value;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    value *= rows[k]![k]!;
    for (const row of rows.slice(k + 1)) {
      const factor = row[k]! / rows[k]![k]!;
      row.forEach((entry, j) => (row[j] = entry - factor * rows[k]![j]!));
    }
  }
  return value;
}

describe('leapfrog', () => {
  it('comes back when time is turned', () => {
    fc.assert(
      fc.property(start, size, count, (from, stepSize, steps) => {
        const there = flow(from, stepSize, steps);
        flow(there, -stepSize, steps).forEach((value, i) => {
          expect(value).toBeCloseTo(from[i]!, 7);
        });
      }),
      { seed: 1 },
    );
  });

  it('preserves volume', () => {
    const small = 1e-5;
    fc.assert(
      fc.property(start, size, fc.integer({ min: 1, max: 5 }), (from, stepSize, steps) => {
        const columns = from.map((_, j) => {
          const shifted = (by: number) => from.map((value, i) => (i === j ? value + by : value));
          const ahead = flow(shifted(small), stepSize, steps);
          const behind = flow(shifted(-small), stepSize, steps);
          return ahead.map((value, i) => (value - behind[i]!) / (2 * small));
        });
        expect(determinant(columns)).toBeCloseTo(1, 5);
      }),
      { seed: 2 },
    );
  });

  it('keeps the energy to second order in the step size', () => {
    const drift = (stepSize: number) => {
      const point = pointAt([1, 0.3, -0.4, 0.8], target);
      const before = leapfrog(target, point, 0, metric);
      for (let t = 0; t < 1 / stepSize; t++) leapfrog(target, point, stepSize, metric);
      return leapfrog(target, point, 0, metric) - before;
    };
    expect(drift(1 / 64) / drift(1 / 128)).toBeCloseTo(4, 1);
  });

  it.each([
    ['density', { value: NaN, slope: 0 }],
    ['density above all bounds', { value: Infinity, slope: 0 }],
    ['gradient', { value: 0, slope: NaN }],
    ['infinite gradient', { value: 0, slope: -Infinity }],
  ])('gives an infinite energy where the %s is not finite', (_, { value, slope }) => {
    const broken: LogDensity = {
      dimension: 2,
      evaluate(_position, gradient) {
        gradient[1] = slope;
        return value;
      },
    };
    expect(leapfrog(broken, pointAt([0, 0, 1, 1], target), 0.1, metric)).toBe(Infinity);
  });
});
