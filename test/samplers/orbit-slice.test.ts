import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { createOrbitSlice, scalingOrbit, type Orbit } from '../../src/samplers/orbit-slice.js';
import { FALSE_ALARM } from './budget.js';
import { rankTestPValue, type Sweep } from './joint-test.js';
import { scaleModel } from './models.js';
import { inTurn, ownReverse, report } from './sweeps.js';

/** Log joint density of the scale model at (log tau, theta). */
function scaleJoint(x: Float64Array, data: Float64Array): number {
  const logTau = x[0]!;
  let total = -(logTau * logTau) / 2;
  data.forEach((y, j) => {
    const theta = x[j + 1]!;
    total -= logTau + (theta * Math.exp(-logTau)) ** 2 / 2 + (y - theta) ** 2 / 2;
  });
  return total;
}

const all = Array.from({ length: 8 }, (_, j) => [j + 1, 1] as const);
const direction = { multiplied: all, shifted: [[0, 1] as const] };

/** log tau along the orbit of fixed theta / tau; `rate` is that of the log Jacobian. */
function noncentred(rate = 8): Sweep<Float64Array> {
  let data = new Float64Array(0);
  const right = scalingOrbit(9, (x) => scaleJoint(x, data), direction);
  const orbit: Orbit = {
    ...right,
    logDensity: (x, shift) => right.logDensity(x, shift) + (rate - 8) * shift,
  };
  const kernel = createOrbitSlice([orbit], { warmup: 0 });
  const statistics = new Float64Array(2);
  return ownReverse(
    (y) => void (data = Float64Array.from(y)),
    (stream, unknowns) => {
      kernel.update(stream, unknowns, 0, statistics, true);
    },
  );
}

/** The non-centred move, then theta drawn given log tau: interweaving. */
function interwoven(): Sweep<Float64Array> {
  const slice = noncentred();
  let data = new Float64Array(0);
  return inTurn(
    (y) => {
      slice.condition(y);
      data = Float64Array.from(y);
    },
    slice.forward.bind(slice),
    (stream, unknowns) => {
      const total = 1 + Math.exp(-2 * unknowns[0]!);
      data.forEach((y, j) => (unknowns[j + 1] = y / total + stream.normal() / Math.sqrt(total)));
    },
  );
}

describe('slice along an orbit', () => {
  const judge = (sweep: Sweep<Float64Array>) =>
    rankTestPValue(scaleModel, sweep, { seed: 'orbit', replicates: 40_000, length: 5 });

  it('leaves the joint distribution as it is, alone and interwoven', () => {
    expect(report('orbit slice', judge(noncentred()))).toBeGreaterThan(FALSE_ALARM);
    expect(report('interwoven', judge(interwoven()))).toBeGreaterThan(FALSE_ALARM);
  });

  it.each([0, 7, 9])('a log Jacobian of rate %d in place of 8 is caught', (rate) => {
    expect(report(`rate ${String(rate)}`, judge(noncentred(rate)))).toBeLessThan(FALSE_ALARM);
  });

  it('is a flow: T_s T_t = T_(s + t), and the shift says how far', () => {
    const orbit = scalingOrbit(9, () => 0, { multiplied: [[1, 2]], shifted: [[0, -3]] });
    const position = Float64Array.of(1, 1, 5, 0, 0, 0, 0, 0, 0);
    orbit.move(position, 0.3);
    orbit.move(position, 0.4);
    expect(position[0]).toBeCloseTo(1 - 2.1, 12);
    expect(position[1]).toBeCloseTo(Math.exp(1.4), 12);
    expect(position[2]).toBe(5);
    expect(orbit.logDensity(position, 0.5)).toBe(1);
  });

  it('tunes its width, and goes on to the same bits from a saved tuning', () => {
    const data = Float64Array.of(20, -10, 3, 5, -8, 1, 9, -30);
    const create = () => {
      const orbit = scalingOrbit(9, (x) => scaleJoint(x, data), direction);
      return createOrbitSlice([orbit], { warmup: 50 });
    };
    const start = Float64Array.of(2, ...data);
    const go = (kernel: ReturnType<typeof create>, x: Float64Array, from: number, to: number) => {
      const statistics = new Float64Array(2);
      for (let i = from; i < to; i++) {
        kernel.update(new RandomStream('orbit', i), x, i, statistics, true);
      }
      return statistics[0]!;
    };
    const whole = start.slice();
    // The likelihood pins theta / tau to a few per cent.
    expect(go(create(), whole, 0, 80)).toBeLessThan(0.2);
    for (const stop of [1, 9, 10, 49, 50, 70]) {
      const [first, second, position] = [create(), create(), start.slice()];
      go(first, position, 0, stop);
      second.restore(JSON.parse(JSON.stringify(first.tuning())));
      go(second, position, stop, 80);
      expect(position).toEqual(whole);
    }
  });
});
