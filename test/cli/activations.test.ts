import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRun } from '../../src/index.js';
import { bnn } from './terminal.js';

/** A shared activation, and one of its own for each of three units. */
const MODEL = `data { x: real[n, d] standardize   y: class[n] of K }
activation hat(x; top: positive, place: real) = max(top - abs(x - place), 0)
network f(x) {
  layer first  = dense(x, 4)     { weight ~ normal(0, 1)  bias ~ normal(0, 1)  activation = act }
  layer second = dense(first, 3) { weight ~ normal(0, 1)  bias ~ normal(0, 1)
    activation = hat(top ~ exponential(1), place = 0.5) per unit }
  layer third  = dense(second, K) { weight ~ normal(0, 1)  bias ~ normal(0, 1) }
  activation act = hat(top ~ exponential(1), place ~ normal(0, 1)) per network
}
observe y ~ categorical(logits = f)
`;

const folder = mkdtempSync(join(tmpdir(), 'bnn-activations-'));
const run = join(folder, 'hats.run');
afterAll(() => {
  rmSync(folder, { recursive: true });
});
beforeAll(async () => {
  const model = join(folder, 'hats.bnn');
  writeFileSync(model, MODEL);
  const data = ['--data', 'examples/sparse-mmelu/train.csv', '--bind', 'y=species'];
  const size = ['--chains', '2', '--warmup', '5', '--draws', '10', '--seed', '1'];
  const sampled = await bnn(['sample', model, ...data, ...size, '--out', run]);
  expect([0, 2], sampled.stderr).toContain(sampled.status);
}, 60_000);

/** All values of a quantity, draw by draw. */
function drawsOf(name: string): number[][] {
  const { quantities, chains, draws, width } = openRun(run).draws();
  const { offset, size } = quantities.find((quantity) => quantity.name === name)!;
  return chains.flatMap((values) =>
    Array.from({ length: draws }, (_, draw) => [
      ...values.subarray(draw * width + offset, draw * width + offset + size),
    ]),
  );
}

const hat = (x: number, top: number, place: number) => Math.max(top - Math.abs(x - place), 0);

interface Document {
  readonly activations: readonly {
    readonly name: string;
    readonly copies: number;
    readonly x: readonly number[];
    readonly mean: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
  }[];
}

it('are the means and quantiles of their formula over the draws, and over units', async () => {
  const { stdout } = await bnn(['activations', run, '--json']);
  const { activations } = JSON.parse(stdout) as Document;
  expect(activations.map(({ name, copies }) => [name, copies])).toEqual([
    ['f.act', 1],
    ['f.second.activation', 3],
  ]);
  const places = drawsOf('f.act.place');
  const shared = drawsOf('f.act.top').map(([top], i) => [top!, places[i]![0]!] as const);
  const own = drawsOf('f.second.activation.top').flatMap((tops) => tops.map((t) => [t, 0.5] as const)); // prettier-ignore
  [shared, own].forEach((parameters, k) => {
    const { x, mean, low, high } = activations[k]!;
    x.forEach((at, i) => {
      const values = parameters.map(([top, place]) => hat(at, top, place)).sort((a, b) => a - b);
      const average = values.reduce((sum, y) => sum + y, 0) / values.length;
      expect(mean[i]).toBeCloseTo(average, 10);
      expect(low[i]).toBeCloseTo(values[Math.floor(0.05 * (values.length - 1))]!, 10);
      expect(high[i]).toBeCloseTo(values[Math.floor(0.95 * (values.length - 1))]!, 10);
    });
  });
});

it('are drawn in characters, and as pictures', async () => {
  const curves = join(folder, 'curves');
  const { stdout, status } = await bnn(['activations', run, '--svg', curves]);
  expect(status).toBe(0);
  expect(stdout).toContain('f.act: hat');
  expect(stdout).toContain('the mean and 90 % of all draws of 3 of them');
  expect(readFileSync(join(curves, 'f.act.svg'), 'utf8')).toContain('f.act: hat');
  expect(existsSync(join(curves, 'f.second.activation.svg'))).toBe(true);
  const again = await bnn(['activations', run, '--svg', curves]);
  expect(again.status).toBe(1);
});
