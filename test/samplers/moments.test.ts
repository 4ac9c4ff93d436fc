import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import {
  createAdaptiveNuts,
  createAdaptiveStaticHmc,
} from '../../src/samplers/adaptation/driver.js';
import type { AdaptiveKernel } from '../../src/samplers/kernel.js';
import { createNuts } from '../../src/samplers/nuts.js';
import { createAdaptiveSlice } from '../../src/samplers/slice.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from './budget.js';
import {
  banana,
  correlatedNormal,
  noncentredFunnel,
  studentT,
  type KnownTarget,
} from './models.js';

/**
 * Worst p-value of the means against the exact ones. Chains are independent, so the spread of
 * their averages is the Monte Carlo error, with no autocorrelation to estimate.
 */
function meansPValue(target: KnownTarget, averages: readonly (readonly number[])[]): number {
  const chains = averages.length;
  return smallestPValue(
    target.means.map(([, , exact], k) => {
      const values = averages.map((chain) => chain[k]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / chains;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return normalPValue((mean - exact) / Math.sqrt(squares / (chains - 1) / chains));
    }),
  );
}

function average(target: KnownTarget, draws: number, next: () => Float64Array): number[] {
  const sums = target.means.map(() => 0);
  for (let i = 0; i < draws; i++) {
    const draw = next();
    target.means.forEach(([, of], k) => (sums[k]! += of(draw)));
  }
  return sums.map((sum) => sum / draws);
}

const targets = [correlatedNormal(0.9, 3), banana(0.5), noncentredFunnel(3), studentT(3)];

describe('moments of nuts', () => {
  it.each(targets.map((target) => [target.name, target] as const))('%s', (_, target) => {
    const kernel = createNuts(target, { maxTreedepth: 8 });
    const inverseMetric = new Float64Array(target.dimension).fill(1);
    const averages = Array.from({ length: 400 }, (_unused, chain) => {
      const stream = new RandomStream('moments', chain);
      // From an exact draw, so that every state of the chain has exactly the target's law.
      let state = kernel.init(target.draw(stream));
      const next = () => {
        state = kernel.step(stream, state, { stepSize: 0.5, inverseMetric }).state;
        return state.position;
      };
      return average(target, 100, next);
    });
    expect(meansPValue(target, averages)).toBeGreaterThan(FALSE_ALARM);
  });
});

describe('moments after warm-up from a poor start', () => {
  const warmup = 300;
  const wide = correlatedNormal(0.7, 200);
  const samplers: readonly (readonly [string, () => AdaptiveKernel])[] = [
    ['nuts', () => createAdaptiveNuts(wide, { warmup, adaptDelta: 0.8, maxTreedepth: 10 })],
    [
      'static hmc',
      () => createAdaptiveStaticHmc(wide, { warmup, adaptDelta: 0.7, steps: 5, jitter: 0.2 }),
    ],
    [
      'slice',
      () =>
        createAdaptiveSlice(2, () => (position) => wide.evaluate(position, new Float64Array(2)), {
          warmup,
        }),
    ],
  ];
  it.each(samplers)('%s', (name, create) => {
    const averages = Array.from({ length: 100 }, (_, chain) => {
      const sampler = create();
      const position = Float64Array.of(5, -400);
      const statistics = new Float64Array(sampler.statistics.length);
      let iteration = 0;
      const next = () => {
        const stream = new RandomStream('poor start', name, chain, iteration);
        sampler.update(stream, position, iteration++, statistics, false);
        return position;
      };
      average(wide, warmup, next);
      return average(wide, 200, next);
    });
    expect(meansPValue(wide, averages)).toBeGreaterThan(FALSE_ALARM);
  });
});
