import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { compile } from '../../src/compiler/compile.js';
import { datasetOf } from '../compiler/4-condition/program.js';

/** Survival times of which some had not ended: with a gamma prior the posterior of the rate is a gamma. */
const TIMES = [0.4, 1.1, 0.2, 2.5, 0.9, 2.5, 2.5, 0.3, 1.7, 2.5, 0.6, 0.1];
const RIGHT = TIMES.map((time) => (time === 2.5 ? 1 : 0));
const SHAPE = 2 + RIGHT.filter((flag) => flag === 0).length;
const RATE = 1 + TIMES.reduce((sum, time) => sum + time, 0);
const DRAWS = 4000;

function posteriorMean(likelihood: string, prior: string): number {
  const text = `data { t: positive[n]  alive: bool[n] }\nrate ~ ${prior}\nobserve t ~ ${likelihood}`;
  const data = datasetOf({ t: TIMES, alive: RIGHT });
  const model = compile({ name: 'm.bnn', text }, data, { priors: [], bindings: [] });
  const chain = model.createChain({ warmup: 300, adaptDelta: 0.8, maxTreedepth: 10 });
  chain.initialise(new RandomStream('start', text));
  const draw = new Float64Array(model.width);
  let sum = 0;
  for (let sweep = 1; sweep <= 300 + 3 * DRAWS; sweep++) {
    chain.blocks.forEach((block, index) => {
      const stream = new RandomStream(text, sweep, index);
      block.update(stream, sweep - 1, new Float64Array(block.statistics.length));
    });
    if (sweep <= 300 || sweep % 3 > 0) continue;
    chain.record(draw, new RandomStream('generated', sweep));
    sum += draw[model.quantities.find(({ name }) => name === 'rate')!.offset]!;
  }
  return sum / DRAWS;
}

describe('a censored likelihood', () => {
  /** Five standard errors, were draws half as many as they are. */
  const most = (5 * Math.sqrt(SHAPE)) / RATE / Math.sqrt(DRAWS / 2);
  const away = (likelihood: string, prior = 'gamma(2, 1)') =>
    Math.abs(posteriorMean(likelihood, prior) - SHAPE / RATE);

  it.each([
    'censored(exponential(rate), right = alive)',
    'censored(gamma(1, rate), right = t >= 2.5)',
    'censored(weibull(1, 1 / rate), right = alive, until = t)',
  ])('%s gives the posterior that is known', (likelihood) => {
    expect(away(likelihood)).toBeLessThan(most);
  });

  it('planted: times taken for ended are seen', () => {
    expect(away('exponential(rate)')).toBeGreaterThan(most);
    expect(away('censored(exponential(rate), left = alive)')).toBeGreaterThan(most);
  });
});
