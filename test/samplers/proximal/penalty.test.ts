import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxPenalty,
  centredPenalty,
  elasticNetPenalty,
  groupPenalty,
  laplacePenalty,
  type Penalty,
} from '../../../src/samplers/proximal/penalty.js';

const rates = Float64Array.of(0.5, 2, 1, 0.1);
const penalties: Readonly<Record<string, Penalty>> = {
  laplace: laplacePenalty(rates),
  'elastic net': elasticNetPenalty(rates, Float64Array.of(1, 0, 0.3, 5)),
  group: groupPenalty([[0, 2, 3], [1]], rates),
  box: boxPenalty(Float64Array.of(-1, 0, -Infinity, 0.5), Float64Array.of(1, Infinity, 2, 0.5)),
  'nonnegative laplace': boxPenalty(
    new Float64Array(4),
    new Float64Array(4).fill(Infinity),
    laplacePenalty(rates),
  ),
  'laplace about other points, in a box': boxPenalty(
    Float64Array.of(-1, 0.5, -Infinity, -2),
    Float64Array.of(1, 2, 0.3, Infinity),
    centredPenalty(laplacePenalty(rates), Float64Array.of(0.2, 0, 1, -1)),
  ),
};
const vector = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), {
  minLength: 4,
  maxLength: 4,
});

describe.each(Object.entries(penalties))('proximal operator of %s', (_, penalty) => {
  const near = (x: Float64Array, t: Float64Array) => {
    const out = new Float64Array(4).fill(7);
    penalty.prox(x, t, out);
    return out;
  };

  it('minimises what it says', () => {
    fc.assert(
      fc.property(vector, vector, fc.double({ min: 0.05, max: 3, noNaN: true }), (at, by, t) => {
        const x = Float64Array.from(at);
        const smoothing = new Float64Array(4).fill(t);
        const objective = (y: Float64Array) =>
          penalty.value(y) + y.reduce((sum, v, i) => sum + (v - x[i]!) ** 2 / (2 * t), 0);
        const nearest = near(x, smoothing);
        const least = objective(nearest);
        expect(least).toBeLessThan(Infinity);
        for (const size of [1, 0.01]) {
          const other = nearest.map((v, i) => v + size * by[i]!);
          expect(objective(other)).toBeGreaterThanOrEqual(least - 1e-12 * (1 + least));
        }
      }),
      { seed: 6 },
    );
  });

  it('never parts two points', () => {
    const distance = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0);
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const smoothing = new Float64Array(4).fill(0.8);
        const [x, y] = [Float64Array.from(a), Float64Array.from(b)];
        const apart = distance(near(x, smoothing), near(y, smoothing));
        expect(apart).toBeLessThanOrEqual(distance(x, y) * (1 + 1e-12) + 1e-15);
      }),
      { seed: 7 },
    );
  });
});
