import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { createAdaptiveStaticHmc } from '../../src/samplers/adaptation/driver.js';
import { createStepLaw, type StepLawTuning } from '../../src/samplers/adaptation/step-law.js';

const DIMENSION = 20;
const WARMUP = 400;
const DRAWS = 600;

/** Values standardised by a scale that is drawn anew every iteration, by a sampler with one step size for all or with a law. */
function givenScales(withLaw: boolean) {
  const scales = new RandomStream('step law', 'scales');
  let logs = [0, 0];
  // The first is the scale of the values; the second says nothing of them.
  const circumstances = { count: 2, read: (out: Float64Array) => out.set(logs) };
  const density = {
    dimension: DIMENSION,
    evaluate(position: Float64Array, gradient: Float64Array) {
      const precision = Math.exp(-2 * logs[0]!);
      position.forEach((x, i) => (gradient[i] = -precision * x));
      return (-precision * position.reduce((sum, x) => sum + x * x, 0)) / 2;
    },
  };
  const kernel = createAdaptiveStaticHmc(density, {
    ...{ warmup: WARMUP, adaptDelta: 0.8, steps: 5, jitter: 0.2 },
    ...(withLaw && { circumstances }),
  });
  const standardised = Float64Array.from({ length: DIMENSION }, () => scales.normal());
  const position = new Float64Array(DIMENSION);
  const statistics = new Float64Array(kernel.statistics.length);
  const seen: { readonly log: number; readonly accepted: number }[] = [];
  for (let iteration = 0; iteration < WARMUP + DRAWS; iteration++) {
    logs = [scales.normal(), scales.normal()];
    const scale = Math.exp(logs[0]!);
    position.set(standardised.map((z) => scale * z));
    kernel.update(new RandomStream('step law', iteration), position, iteration, statistics, true);
    standardised.set(position.map((x) => x / scale));
    if (iteration >= WARMUP) seen.push({ log: logs[0]!, accepted: statistics[0]! });
  }
  const mean = (from: number, to: number) => {
    const chosen = seen.filter(({ log }) => log >= from && log < to);
    return chosen.reduce((sum, { accepted }) => sum + accepted, 0) / chosen.length;
  };
  const { law } = kernel.tuning() as { readonly law: StepLawTuning | null };
  return { small: mean(-Infinity, -0.5), large: mean(0.5, Infinity), law };
}

describe('the law of step sizes', () => {
  it('makes acceptance the same under all scales that a block is given', () => {
    const { small, large, law } = givenScales(true);
    // Standard errors of the exponents over chains are 0.05 to 0.1, of the means below 0.03.
    expect(Math.abs(law!.exponents[0]! - 1)).toBeLessThan(0.3);
    expect(Math.abs(law!.exponents[1]!)).toBeLessThan(0.3);
    expect(Math.abs(small - large)).toBeLessThan(0.15);
    expect(small).toBeGreaterThan(0.6);
  });

  it('matters: with one step size for all, small scales refuse and large ones hardly move', () => {
    const { small, large } = givenScales(false);
    expect(small).toBeLessThan(0.6);
    expect(large).toBeGreaterThan(0.97);
  });

  it('starts with a factor of 1, and restores the same', () => {
    let at = 0.5;
    const circumstances = { count: 1, read: (out: Float64Array) => void (out[0] = at) };
    const law = createStepLaw(circumstances);
    expect(law.meet()).toBe(1);
    for (const [where, excess] of [
      [0.5, 0.1],
      [1.5, 0.2],
      [-1, -0.5],
    ] as const) {
      at = where;
      law.meet();
      law.learn(excess);
    }
    at = 2;
    const again = createStepLaw(circumstances);
    again.restore(JSON.parse(JSON.stringify(law.tuning())) as StepLawTuning);
    expect(law.meet()).toBeGreaterThan(1);
    expect(again.meet()).toBe(law.meet());
  });
});
