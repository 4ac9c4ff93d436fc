import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import {
  createEllipticalSlice,
  ellipticalDraw,
  type EllipticalUnit,
} from '../../src/samplers/elliptical-slice.js';
import { FALSE_ALARM } from './budget.js';
import { rankTestPValue, type JointModel, type Sweep } from './joint-test.js';
import { inTurn, report } from './sweeps.js';

const MEAN = [0.7, -0.5, 1];
const CORRELATION = 0.8;

/** Deviation from the prior mean: the first two hang together. */
function drawDeviations(stream: RandomStream): number[] {
  const a = stream.normal();
  const b = CORRELATION * a + Math.sqrt(1 - CORRELATION ** 2) * stream.normal();
  return [a, b, 1.5 * stream.normal()];
}

/** What each datum measures: far from linear. */
function measured(x: Float64Array): number[] {
  return [x[0]! * x[1]!, Math.sin(2 * x[2]!), x[0]! + x[2]! ** 2];
}

/** x ~ normal(MEAN, C), y_i ~ normal(measured(x)_i, 0.5). */
const model: JointModel<number[]> = {
  drawPrior: (stream) => Float64Array.from(drawDeviations(stream), (d, i) => MEAN[i]! + d),
  drawData: (stream, x) => measured(x).map((m) => m + 0.5 * stream.normal()),
  statistics(x, data) {
    const misfit = measured(x).reduce((sum, m, i) => sum + (data[i]! - m) ** 2, 0);
    return [x[0]!, x[1]! ** 2, x[2]!, x[0]! * x[1]!, misfit];
  },
};

type Fault = 'none' | 'mean-of-zero' | 'stale-cache' | 'absolute-likelihood';

/** The elliptical sampler on units of the given coordinates, one kernel a unit so that the reverse is known. */
function elliptical(units: readonly (readonly number[])[], fault: Fault = 'none'): Sweep<number[]> {
  let data: number[] = [];
  const state = new Float64Array(3);
  let present = 0;
  const logLikelihood = (x: Float64Array) =>
    -2 * measured(x).reduce((sum, m, i) => sum + (data[i]! - m) ** 2, 0);
  const unit = (coordinates: readonly number[]): EllipticalUnit => {
    const at = (values: Float64Array) => {
      const moved = state.slice();
      coordinates.forEach((c, i) => (moved[c] = values[i]!));
      return logLikelihood(moved);
    };
    return {
      coordinates,
      fillMean: (out) => {
        coordinates.forEach((c, i) => (out[i] = fault === 'mean-of-zero' ? 0 : MEAN[c]!));
      },
      drawDeviation: (stream, out) => {
        const all = drawDeviations(stream);
        coordinates.forEach((c, i) => (out[i] = all[c]!));
      },
      change: (values) => at(values) - (fault === 'absolute-likelihood' ? -3 : present),
      keep: (values) => {
        if (fault !== 'stale-cache') present = at(values);
        coordinates.forEach((c, i) => (state[c] = values[i]!));
      },
    };
  };
  const statistics = new Float64Array(1);
  const moves = units.map((coordinates) => {
    const kernel = createEllipticalSlice([unit(coordinates)]);
    return (stream: RandomStream, unknowns: Float64Array) => {
      if (state.some((value, i) => value !== unknowns[i])) {
        state.set(unknowns);
        present = logLikelihood(state);
      }
      kernel.update(stream, unknowns, 0, statistics, true);
    };
  });
  return inTurn((y) => void (data = y), ...moves);
}

describe('elliptical slice', () => {
  const judge = (sweep: Sweep<number[]>) =>
    rankTestPValue(model, sweep, { seed: 'elliptical', replicates: 40_000, length: 5, thin: 2 });

  it.each<[string, readonly (readonly number[])[]]>([
    ['all coordinates at once', [[0, 1, 2]]],
    ['unit by unit', [[0, 1], [2]]],
    ['in another order of coordinates', [[2], [1, 0]]],
  ])('%s', (name, units) => {
    expect(report(name, judge(elliptical(units)))).toBeGreaterThan(FALSE_ALARM);
  });

  it.each(['mean-of-zero', 'stale-cache', 'absolute-likelihood'] as const)(
    'the planted fault %s is caught',
    (fault) => {
      const p = judge(elliptical([[0, 1], [2]], fault));
      expect(report(fault, p)).toBeLessThan(FALSE_ALARM);
    },
  );

  it('draws from the prior where there is no likelihood, and stays where there is none elsewhere', () => {
    const stream = new RandomStream('ellipse');
    const [start, zero, out] = [Float64Array.of(3), Float64Array.of(0), new Float64Array(1)];
    expect(ellipticalDraw(stream, start, zero, Float64Array.of(1), () => 0, out)).toBe(1);
    expect(out[0]).not.toBe(3);
    ellipticalDraw(stream, start, zero, Float64Array.of(1), () => NaN, out);
    expect(out[0]).toBe(3);
  });
});
