import { expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { Autocovariance } from '../../src/diagnostics/autocovariance.js';
import type { Sample } from '../../src/diagnostics/sample.js';

it.each([
  [1, 2],
  [1, 7],
  [2, 64],
  [3, 33],
  [4, 100],
])('equals the direct sum for %i chains of %i draws', (chains, draws) => {
  const sample = randomSample(chains, draws);
  const fast = new Autocovariance(draws).average(sample);
  for (let lag = 0; lag < draws; lag++) {
    expect(fast[lag]).toBeCloseTo(directAverage(sample, lag), 12);
  }
});

it('leaves nothing behind for the next sample', () => {
  const [first, second] = [randomSample(3, 20), randomSample(1, 20)];
  const reused = new Autocovariance(20);
  reused.average(first);
  expect(reused.average(second)).toEqual(new Autocovariance(20).average(second));
});

function randomSample(chains: number, draws: number): Sample {
  const stream = new RandomStream('autocovariance', chains, draws);
  return {
    chains,
    draws,
    values: Float64Array.from({ length: chains * draws }, () => stream.normal()),
  };
}

function directAverage({ chains, draws, values }: Sample, lag: number): number {
  let sum = 0;
  for (let chain = 0; chain < chains; chain++) {
    const row = values.subarray(chain * draws, (chain + 1) * draws);
    const mean = row.reduce((total, value) => total + value, 0) / draws;
    for (let k = 0; k + lag < draws; k++) sum += (row[k]! - mean) * (row[k + lag]! - mean);
  }
  return sum / draws / chains;
}
