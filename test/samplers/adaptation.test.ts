import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import {
  createAdaptiveNuts,
  createAdaptiveStaticHmc,
} from '../../src/samplers/adaptation/driver.js';
import { findReasonableStepSize } from '../../src/samplers/adaptation/initial-step-size.js';
import { warmupSchedule } from '../../src/samplers/adaptation/schedule.js';
import { createWelford } from '../../src/samplers/adaptation/welford.js';
import type { DiagonalTuning } from '../../src/samplers/metric/diagonal.js';
import type { AdaptiveKernel, LogDensity } from '../../src/samplers/kernel.js';
import { evaluateState } from '../../src/samplers/leapfrog.js';
import { createAdaptiveSlice } from '../../src/samplers/slice.js';
import { banana } from './models.js';

interface HamiltonianTuning {
  readonly adaptation: { readonly metric: DiagonalTuning };
}

/** Independent normals of the given standard deviations. */
function normals(scales: readonly number[]): LogDensity {
  return {
    dimension: scales.length,
    evaluate(position, gradient) {
      let total = 0;
      for (let i = 0; i < scales.length; i++) {
        const z = position[i]! / scales[i]!;
        gradient[i] = -z / scales[i]!;
        total -= (z * z) / 2;
      }
      return total;
    },
  };
}

/** Runs iterations from..to - 1 and returns the mean of each statistic. */
function run(
  sampler: AdaptiveKernel,
  position: Float64Array,
  [from, to]: readonly [number, number],
): Map<string, number> {
  const statistics = new Float64Array(sampler.statistics.length);
  const sums = new Float64Array(sampler.statistics.length);
  for (let iteration = from; iteration < to; iteration++) {
    const stream = new RandomStream('adaptation', iteration);
    sampler.update(stream, position, iteration, statistics, false);
    statistics.forEach((value, i) => (sums[i] = sums[i]! + value));
  }
  return new Map(sampler.statistics.map((name, i) => [name, sums[i]! / (to - from)]));
}

describe('schedule of the warm-up', () => {
  const windows = (warmup: number) => {
    const { slowStart, windowEnds } = warmupSchedule(warmup);
    const ends = [slowStart, ...windowEnds, warmup];
    return ends.map((end, i) => end - (ends[i - 1] ?? 0));
  };

  it.each([
    [1000, [75, 25, 50, 100, 200, 500, 50]],
    [500, [75, 25, 50, 100, 200, 50]],
    [600, [75, 25, 50, 100, 300, 50]],
    [150, [75, 25, 50]],
    [160, [75, 35, 50]],
    [100, [15, 65, 20]],
    [40, [6, 26, 8]],
    [39, [0, 39]],
  ])('of %d iterations', (warmup, expected) => {
    expect(windows(warmup)).toEqual(expected);
  });

  it('fills any warm-up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 5000 }), (warmup) => {
        const { slowStart, slowEnd, windowEnds } = warmupSchedule(warmup);
        expect(windowEnds.at(-1)).toBe(slowEnd);
        expect(windowEnds.every((end, i) => end > (windowEnds[i - 1] ?? slowStart))).toBe(true);
        expect(slowEnd).toBeLessThan(warmup);
      }),
      { seed: 3 },
    );
  });
});

describe('variance of a window', () => {
  it('is shrunk as in Stan', () => {
    const window = createWelford(1);
    for (const x of [1, 2, 6]) window.add(Float64Array.of(x));
    const out = Float64Array.of(1);
    window.shrunkVariance(out);
    expect(out[0]).toBeCloseTo((3 / 8) * 7 + 1e-3 * (5 / 8), 12);
  });
});

describe('first step size', () => {
  it.each([1e-4, 1, 1e4])('follows a scale of %d', (scale) => {
    const density = normals([scale, scale]);
    const state = evaluateState(density, Float64Array.of(scale, -scale));
    const stream = new RandomStream('first step');
    const start = { stepSize: 1, inverseMetric: Float64Array.of(1, 1) };
    const stepSize = findReasonableStepSize(density, stream, state, start);
    expect(stepSize / scale).toBeGreaterThan(0.1);
    expect(stepSize / scale).toBeLessThan(10);
  });

  it.each([0, NaN])('ends where the density is always %d', (value) => {
    const flat: LogDensity = { dimension: 1, evaluate: () => value };
    const state = evaluateState(flat, Float64Array.of(0));
    const start = { stepSize: 1, inverseMetric: Float64Array.of(1) };
    const stream = new RandomStream('flat');
    expect(findReasonableStepSize(flat, stream, state, start)).toBeGreaterThan(0);
  });
});

describe('warm-up', () => {
  const scales = Array.from({ length: 20 }, (_, i) => 10 ** (i / 5 - 2));
  const density = normals(scales);
  const create = {
    nuts: (warmup: number) =>
      createAdaptiveNuts(density, { warmup, adaptDelta: 0.8, maxTreedepth: 10 }),
    'static hmc': (warmup: number) =>
      createAdaptiveStaticHmc(density, { warmup, adaptDelta: 0.8, steps: 8, jitter: 0.1 }),
  };

  it.each(['nuts', 'static hmc'] as const)('%s reaches the acceptance asked for', (name) => {
    const sampler = create[name](1000);
    const position = new Float64Array(20).fill(1);
    run(sampler, position, [0, 1000]);
    const tuned = sampler.tuning() as HamiltonianTuning;
    const means = run(sampler, position, [1000, 3000]);
    expect(means.get('accept_stat')).toBeGreaterThan(0.72);
    expect(means.get('accept_stat')).toBeLessThan(0.92);
    expect(means.get('divergent')).toBe(0);
    expect((sampler.tuning() as HamiltonianTuning).adaptation).toEqual(tuned.adaptation);
    tuned.adaptation.metric.inverseMetric.forEach((variance, i) => {
      expect(Math.abs(Math.log(variance / (scales[i]! ** 2 + 1e-5)))).toBeLessThan(0.7);
    });
  });

  // Two iterations after a window of fifteen left a step that no trajectory survived.
  it.each([15, 20, 30, 40, 60, 100])(
    'of %d iterations leaves long trajectories that are accepted',
    (warmup) => {
      const options = { warmup, adaptDelta: 0.8, steps: 100, jitter: 0.2 };
      for (const start of [0.3, 3, 30]) {
        const sampler = createAdaptiveStaticHmc(density, options);
        const position = new Float64Array(20).fill(start);
        run(sampler, position, [0, warmup]);
        const means = run(sampler, position, [warmup, warmup + 20]);
        expect(means.get('divergent')).toBe(0);
        expect(means.get('accept_stat')).toBeGreaterThan(0.3);
      }
    },
  );

  it('of no iterations still finds a step size', () => {
    const sampler = create.nuts(0);
    const means = run(sampler, Float64Array.from(scales), [0, 50]);
    expect(means.get('accept_stat')).toBeGreaterThan(0.3);
    expect(means.get('stepsize')).toBeLessThan(0.1);
  });

  it('meets Stan on a hundred standard normals: depth 3, 7 leapfrog steps', () => {
    const wide = normals(new Array<number>(100).fill(1));
    const sampler = createAdaptiveNuts(wide, { warmup: 1000, adaptDelta: 0.8, maxTreedepth: 10 });
    const position = new Float64Array(100);
    run(sampler, position, [0, 1000]);
    const means = run(sampler, position, [1000, 2000]);
    expect(means.get('treedepth')).toBeCloseTo(3, 0);
    expect(means.get('stepsize')).toBeGreaterThan(0.3);
    expect(means.get('stepsize')).toBeLessThan(0.7);
    expect(means.get('energy')).toBeGreaterThan(90);
    expect(means.get('energy')).toBeLessThan(110);
  });
});

describe('tuning as JSON', () => {
  const target = banana(0.3);
  const samplers: Readonly<Record<string, () => AdaptiveKernel>> = {
    nuts: () => createAdaptiveNuts(target, { warmup: 160, adaptDelta: 0.8, maxTreedepth: 10 }),
    'static hmc': () =>
      createAdaptiveStaticHmc(target, { warmup: 160, adaptDelta: 0.8, steps: 4, jitter: 0.2 }),
    slice: () =>
      createAdaptiveSlice(2, () => (x) => target.evaluate(x, new Float64Array(2)), { warmup: 160 }),
  };

  it.each(Object.keys(samplers))('%s goes on to the same bits from any iteration', (name) => {
    const create = samplers[name]!;
    const position = Float64Array.of(2, -1);
    const whole = create();
    run(whole, position, [0, 200]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 199 }), (stop) => {
        const resumedPosition = Float64Array.of(2, -1);
        const first = create();
        run(first, resumedPosition, [0, stop]);
        const second = create();
        second.restore(JSON.parse(JSON.stringify(first.tuning())));
        run(second, resumedPosition, [stop, 200]);
        expect(resumedPosition).toEqual(position);
        expect(second.tuning()).toEqual(whole.tuning());
      }),
      { seed: 4, numRuns: 25, examples: [[0], [75], [109], [110], [159], [160]] },
    );
  });

  it('of another dimension is refused', () => {
    const nuts = samplers.nuts!();
    const other = createAdaptiveNuts(normals([1]), { warmup: 1, adaptDelta: 0.8, maxTreedepth: 5 });
    expect(() => {
      nuts.restore(other.tuning());
    }).toThrow(/dimension/);
  });
});
