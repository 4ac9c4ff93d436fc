import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { COUNTS, createMoveTrial } from '../../src/samplers/adaptation/move-count.js';

/** A stationary chain of two coordinates, of which a move keeps these correlations. */
function tried(correlations: readonly [number, number], trials = 400) {
  const stream = new RandomStream('move count', correlations.join());
  const trial = createMoveTrial(2);
  const x = Float64Array.of(stream.normal(), stream.normal());
  const move = () => {
    correlations.forEach((r, i) => {
      x[i] = r * x[i]! + Math.sqrt(1 - r * r) * stream.normal();
    });
  };
  for (let k = 0; k < trials; k++) {
    trial.start(x);
    let done = 0;
    for (const count of COUNTS) {
      for (; done < count; done++) move();
      trial.after(count, x);
    }
  }
  return trial;
}

describe('how many moves a sweep has of a block', () => {
  it.each([
    ['one where its draws are independent', [0, 0], { move: 1, rest: 20 }, 1],
    ['one where nothing else costs anything', [0.9, 0.9], { move: 1, rest: 0 }, 1],
    ['several where it moves slowly and costs little', [0.9, 0.9], { move: 1, rest: 20 }, 4],
    ['several where one of its coordinates is slow', [0.1, 0.97], { move: 1, rest: 20 }, 4],
    ['one where more gain less than a trial can tell', [0.5, 0.5], { move: 1, rest: 1.5 }, 1],
  ] as const)('is %s', (_, correlations, costs, expected) => {
    expect(tried(correlations).choose(costs)).toBe(expected);
  });

  it('is one where moves soon reach all that the rest lets them', () => {
    // Moves within a twentieth of the variance: the next move starts from there again.
    const stream = new RandomStream('held', 1);
    const trial = createMoveTrial(1);
    let centre = 0;
    for (let k = 0; k < 400; k++) {
      centre = 0.95 * centre + Math.sqrt(1 - 0.95 ** 2) * stream.normal();
      const within = () => Float64Array.of(centre + 0.2 * stream.normal());
      trial.start(within());
      for (const count of COUNTS) trial.after(count, within());
    }
    expect(trial.choose({ move: 1, rest: 20 })).toBe(1);
  });

  it('comes back from its tuning', () => {
    const whole = tried([0.9, 0.5], 50);
    const copy = createMoveTrial(2);
    copy.restore(JSON.parse(JSON.stringify(whole.tuning())) as ReturnType<typeof whole.tuning>);
    expect(copy.tuning()).toEqual(whole.tuning());
    const costs = { move: 1, rest: 6 };
    expect(copy.choose(costs)).toBe(whole.choose(costs));
  });
});
