import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrajectoryRecord } from '../../src/base/draws.js';
import { RandomStream } from '../../src/base/random/stream.js';
import {
  createAdaptiveNuts,
  createAdaptiveStaticHmc,
  createAdaptiveTrajectories,
} from '../../src/samplers/adaptation/driver.js';
import type { AdaptiveKernel, LogDensity } from '../../src/samplers/kernel.js';
import { banana } from './models.js';

const WARMUP = 400;

function create(density: LogDensity, { rest = 0, warmup = WARMUP } = {}) {
  const tuned = { warmup, adaptDelta: 0.8, maxTreedepth: 8 };
  return createAdaptiveTrajectories(density, { ...tuned, rest, jitter: 0.2 });
}

function run(kernel: AdaptiveKernel, x: Float64Array, from: number, to: number, key = 'choice') {
  const statistics = new Float64Array(kernel.statistics.length);
  const leapfrogs: number[] = [];
  for (let i = from; i < to; i++) {
    kernel.update(new RandomStream(key, i), x, i, statistics, false);
    leapfrogs.push(statistics[kernel.statistics.indexOf('n_leapfrog')]!);
  }
  return leapfrogs;
}

/** Normals with a correlation of neighbours that no diagonal metric takes away. */
function chainOf(dimension: number, correlation: number): LogDensity {
  const rest = 1 - correlation ** 2;
  return {
    dimension,
    evaluate(position, gradient) {
      let total = -(position[0]! ** 2) / 2;
      gradient.fill(0);
      gradient[0] = -position[0]!;
      for (let i = 1; i < dimension; i++) {
        const away = position[i]! - correlation * position[i - 1]!;
        total -= away ** 2 / rest / 2;
        gradient[i] = gradient[i]! - away / rest;
        gradient[i - 1] = gradient[i - 1]! + (correlation * away) / rest;
      }
      return total;
    },
  };
}

function chosenFor(density: LogDensity, key = 'choice', rest = 0) {
  const kernel = create(density, { rest });
  run(kernel, new Float64Array(density.dimension).fill(0.5), 0, WARMUP, key);
  return kernel.record!().trajectories!;
}

describe('the length of trajectories', () => {
  const keys = ['a', 'b', 'c'];

  it('is short where the metric makes the target round', () => {
    for (const key of keys) {
      const { hmc, nuts, steps } = chosenFor(chainOf(20, 0), key);
      expect(steps).toBeLessThanOrEqual(4);
      expect(hmc).toBeGreaterThan(nuts);
    }
  });

  it('is long where directions are slow, which costs further trials', () => {
    for (const key of keys) {
      const { steps, trials } = chosenFor(chainOf(8, 0.98), key, 20);
      expect(steps).toBeGreaterThanOrEqual(12);
      expect(trials).toBeGreaterThan(30);
    }
  });

  it('foretells which of the two gives more in longer runs', () => {
    const density = chainOf(8, 0.9);
    const jump = (sampler: 'nuts' | number) => {
      const tuned = { warmup: WARMUP, adaptDelta: 0.8, maxTreedepth: 8, jitter: 0.2 };
      const kernel =
        sampler === 'nuts'
          ? createAdaptiveNuts(density, tuned)
          : createAdaptiveStaticHmc(density, { ...tuned, steps: sampler });
      const x = new Float64Array(8);
      run(kernel, x, 0, WARMUP);
      let [jumps, cost] = [0, 0];
      for (let i = WARMUP; i < WARMUP + 4000; i++) {
        const before = x[4]!;
        cost += run(kernel, x, i, i + 1)[0]!;
        jumps += (x[4]! - before) ** 2;
      }
      return jumps / cost;
    };
    const { hmc, nuts, steps } = chosenFor(density);
    expect(Math.abs(Math.log(hmc / nuts / (jump(steps) / jump('nuts'))))).toBeLessThan(0.7);
  });

  it('stands still after warm-up, to the bit', () => {
    const kernel = create(chainOf(5, 0.5));
    const x = new Float64Array(5);
    run(kernel, x, 0, WARMUP);
    const { adaptation, choice } = tuningOf(kernel);
    const leapfrogs = run(kernel, x, WARMUP, WARMUP + 300);
    expect(tuningOf(kernel)).toMatchObject({ adaptation, choice });
    expect(typeof kernel.record!().trajectories!.length).toBe('number');
    expect(new Set(leapfrogs).size).toBe(1);
  });

  it('is not chosen in a warm-up too short to learn a metric first', () => {
    const density = chainOf(5, 0.5);
    const kernel = create(density, { warmup: 100 });
    const nuts = createAdaptiveNuts(density, { warmup: 100, adaptDelta: 0.8, maxTreedepth: 8 });
    const [x, same] = [new Float64Array(5), new Float64Array(5)];
    expect(run(kernel, x, 0, 120)).toEqual(run(nuts, same, 0, 120));
    expect(x).toEqual(same);
    expect(kernel.record!().trajectories).toBeUndefined();
  });

  it('comes back from JSON to the same bits, wherever it was stopped', () => {
    const density = banana(0.5);
    const start = () => Float64Array.of(1, -1);
    const [whole, end] = [create(density), start()];
    run(whole, end, 0, 420);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 419 }), (stop) => {
        const [first, second, x] = [create(density), create(density), start()];
        run(first, x, 0, stop);
        second.restore(JSON.parse(JSON.stringify(first.tuning())));
        run(second, x, stop, 420);
        expect(x).toEqual(end);
        expect(second.tuning()).toEqual(whole.tuning());
        expect(second.record!()).toEqual(whole.record!());
      }),
      { seed: 4, numRuns: 12, examples: [[150], [160], [189], [190], [215], [230], [231], [400]] },
    );
  });
});

function tuningOf(kernel: AdaptiveKernel) {
  return kernel.tuning() as { readonly adaptation: unknown; readonly choice: TrajectoryRecord };
}
