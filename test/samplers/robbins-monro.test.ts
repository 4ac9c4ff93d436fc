import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { createRobbinsMonro } from '../../src/samplers/adaptation/robbins-monro.js';

/** Accepts as leapfrog does, by the normal tail of its energy error, which grows with the square of the step size. */
function acceptance(stepSize: number): number {
  const x = (stepSize / 0.1) ** 2 * 0.18;
  // 2 Phi(-x), by a logistic that is within 0.01 of it.
  return 2 / (1 + Math.exp(1.7 * x));
}
/** Where that is 0.8. */
const RIGHT = 0.1 * Math.sqrt(Math.log(1.5) / 1.7 / 0.18);

function after(trajectories: number, from: number, seed: string): number {
  const rule = createRobbinsMonro(from, 0.8);
  const stream = new RandomStream(seed);
  for (let i = 0; i < trajectories; i++) {
    rule.learn(stream.uniform() < acceptance(rule.stepSize) ? 1 : 0);
  }
  return Math.log(rule.steady / RIGHT);
}

describe('the step size of trajectories of a fixed length', () => {
  it.each([0.03, 0.1, 0.5])('is found from %d within the noise of 50 yes or no', (from) => {
    const errors = Array.from({ length: 200 }, (_, i) => after(50, from, `fixed ${String(i)}`));
    const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    // Slope 0.6 and 50 binary answers: no rule has less than 0.4 / 0.6 / sqrt(50) = 0.09.
    expect(spread).toBeLessThan(0.3);
    expect(spread).toBeGreaterThan(0.09);
  });

  it('goes on from JSON to the same bits', () => {
    const [whole, first, second] = [0, 1, 2].map(() => createRobbinsMonro(0.2, 0.8));
    const feed = (rule: typeof whole, at: number) => {
      for (let i = at; i < at + 10; i++) rule!.learn(i % 3 === 0 ? 0 : 1);
    };
    feed(whole, 0);
    feed(whole, 10);
    feed(first, 0);
    second!.restore(JSON.parse(JSON.stringify(first!.tuning())));
    feed(second, 10);
    expect(second!.steady).toBe(whole!.steady);
  });
});
