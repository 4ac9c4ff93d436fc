import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import type { Chain } from '../../../src/compiler/6-build/compiled.js';
import { compileText } from '../4-condition/program.js';
import { restoredChain, saved, startedChain, sweep } from './chains.js';

const WARMUP = 300;
const Y = Array.from({ length: 30 }, (_, i) => Math.sin(i));

/** Locations along a ridge by slices, cheap beside indicators that are drawn one after the other. */
const model = compileText(
  `data { y: real[n] }
   a ~ normal(0, 1)  b ~ normal(0, 1)  z[12] ~ bernoulli(0.5)
   observe y ~ normal(a + b + sum(z) / 12, 0.5)
   infer { a, b using slice }`,
  { y: Y },
);

interface Tuning {
  readonly times: number;
  readonly trial: unknown;
}
const tuningOf = (chain: Chain) => chain.blocks.map((block) => block.tuning() as Tuning);
const slices = model.plan.blocks.findIndex(({ sampler }) => sampler === 'slice');

describe('moves that are cheap beside the rest of a sweep', () => {
  it('are tried in warm-up, and as many are kept as were found to serve', () => {
    const chain = startedChain(model, WARMUP);
    sweep(chain, 0, 230);
    expect(tuningOf(chain).map(({ trial }) => trial !== null)).toEqual(
      model.plan.blocks.map((_, i) => i === slices),
    );
    sweep(chain, 230, 320);
    const { times } = tuningOf(chain)[slices]!;
    expect(times).toBe(4);
    const block = chain.blocks[slices]!;
    const [statistics, stream] = [new Float64Array(2), new RandomStream('4 moves', 1)];
    block.update(stream, 320, statistics);
    // Two coordinates, each at the start of its slice, at both ends and inside, four times.
    expect(statistics[block.statistics.indexOf('evaluations')]).toBeGreaterThanOrEqual(2 * 4 * 4);
  });

  it.each([205, 215, 230, 254, 255, 280, 310])('resumed at %i give the same bits', (at) => {
    const whole = startedChain(model, WARMUP);
    sweep(whole, 0, at);
    const kept = saved(whole);
    sweep(whole, at, 330);
    const resumed = restoredChain(model, WARMUP, kept);
    sweep(resumed, at, 330);
    expect([...resumed.values]).toEqual([...whole.values]);
    expect(tuningOf(resumed)).toEqual(tuningOf(whole));
  });

  it('count what they do, and leave the posterior as it is', () => {
    const chain = startedChain(model, WARMUP);
    sweep(chain, 0, WARMUP);
    const draws: number[] = [];
    for (let i = WARMUP; i < WARMUP + 4000; i++) {
      sweep(chain, i, i + 1);
      draws.push(chain.values[0]! + chain.values[1]!);
    }
    // By the law of total variance over the number k of the indicators that are 1.
    const mean = Y.reduce((sum, y) => sum + y, 0) / Y.length;
    const [prior, data] = [1 / 2, Y.length / 0.25];
    const weights = Array.from({ length: 13 }, (_, k) => {
      const ways = Math.exp(logChoose(12, k));
      const away = mean - k / 12;
      return ways * Math.exp((-away * away) / 2 / (2 + 1 / data));
    });
    const total = weights.reduce((a, b) => a + b, 0);
    const expected = weights.reduce(
      (sum, w, k) => sum + ((w / total) * data * (mean - k / 12)) / (data + prior),
      0,
    );
    const found = draws.reduce((a, b) => a + b, 0) / draws.length;
    expect(Math.abs(found - expected)).toBeLessThan(0.02);
  });
});

function logChoose(n: number, k: number): number {
  let log = 0;
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
  return log;
}
