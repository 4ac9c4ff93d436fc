import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cholesky, inverse } from '../../src/base/numeric/cholesky.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { openRun, plan, prior, sample, slots } from '../../src/index.js';
import { bnn } from './terminal.js';

/** Two predictors that move together, so that their coefficients are far from independent. */
const LINE = `data { x: real[n, d]  y: real[n] }
beta[d] ~ normal(0, 3)
observe y ~ normal(x @ beta, 1)
`;
const ROWS = 40;
const PRIOR_PRECISION = 1 / 9;

let folder = '';
const at = (name: string) => join(folder, name);

interface Row {
  readonly x: readonly [number, number];
  readonly y: number;
}

const rows = simulated();

function simulated(): readonly Row[] {
  const stream = new RandomStream('sequential');
  return Array.from({ length: ROWS }, () => {
    const a = stream.normal();
    const b = a + 0.3 * stream.normal();
    return { x: [a, b], y: 1.2 * a - 0.7 * b + stream.normal() };
  });
}

function write(name: string, part: readonly Row[]): void {
  const lines = part.map(({ x, y }) => [...x, y].join(','));
  writeFileSync(at(name), ['a,b,y', ...lines].join('\n'));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-from-run-'));
  writeFileSync(at('line.bnn'), LINE);
  write('first.csv', rows.slice(0, ROWS / 2));
  write('second.csv', rows.slice(ROWS / 2));
  write('all.csv', rows);
  await fit('first.csv', 'first.run', []);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const DRAWS = 10_000;
const SWAPPED = () => [`beta ~ from_run("${at('first.run')}", beta)`];

async function fit(data: string, out: string, priors: readonly string[]): Promise<void> {
  const small = { chains: 1, warmup: 0, draws: DRAWS, seed: 'sequential' };
  await sample({ model: at('line.bnn'), data: at(data), directory: at(out), priors, ...small });
}

/** The posterior given all rows: normal, with X'X + I/9 and X'y. */
function exact(): { readonly mean: readonly number[]; readonly covariance: readonly number[] } {
  const precision = new Float64Array([PRIOR_PRECISION, 0, 0, PRIOR_PRECISION]);
  const linear = [0, 0];
  for (const { x, y } of rows) {
    for (const i of [0, 1]) {
      linear[i]! += x[i]! * y;
      for (const j of [0, 1]) precision[2 * i + j]! += x[i]! * x[j]!;
    }
  }
  const factor = new Float64Array(4);
  const covariance = new Float64Array(4);
  cholesky(precision, 2, factor);
  inverse(factor, 2, covariance);
  const mean = [0, 1].map((i) => covariance[2 * i]! * linear[0]! + covariance[2 * i + 1]! * linear[1]!); // prettier-ignore
  return { mean, covariance: [...covariance] };
}

/**
 * Squared distance of the mean of a run's draws from the exact one, in units of its Monte Carlo error, and
 * the largest relative error of its covariance. Draws are independent, those of the earlier run too.
 */
function deviation(run: string): { readonly mean: number; readonly covariance: number } {
  const draws = openRun(at(run)).draws();
  const { offset } = draws.quantities.find(({ name }) => name === 'beta')!;
  const values = [0, 1].map((k) =>
    Array.from({ length: DRAWS }, (_, row) => draws.chains[0]![row * draws.width + offset + k]!),
  );
  const means = values.map((list) => list.reduce((a, b) => a + b, 0) / DRAWS);
  const { mean, covariance } = exact();
  const factor = new Float64Array(4);
  const inverted = new Float64Array(4);
  cholesky(Float64Array.from(covariance), 2, factor);
  inverse(factor, 2, inverted);
  const off = means.map((m, k) => m - mean[k]!);
  let distance = 0;
  let worst = 0;
  for (const i of [0, 1]) {
    for (const j of [0, 1]) {
      distance += off[i]! * inverted[2 * i + j]! * off[j]! * DRAWS;
      const found = values[i]!.reduce((sum, v, row) => sum + (v - means[i]!) * (values[j]![row]! - means[j]!), 0) / DRAWS; // prettier-ignore
      worst = Math.max(worst, Math.abs(found / covariance[2 * i + j]! - 1));
    }
  }
  return { mean: distance, covariance: worst };
}

// The earlier run's error, shrunk on the way, adds to that of the later: 2 chi-squares with 2 degrees, 1 in 10^6.
const MOST = 2 * 27.6;
// Relative errors of 10 000 draws, sqrt(2 / 10 000), twice over and five times.
const MOST_COVARIANCE = 5 * Math.sqrt(4 / DRAWS);

describe('half the data as the prior of the other half', () => {
  it('gives the posterior of all data', async () => {
    await fit('second.csv', 'both.run', SWAPPED());
    const found = deviation('both.run');
    expect(found.mean).toBeLessThan(MOST);
    expect(found.covariance).toBeLessThan(MOST_COVARIANCE);
  });

  it('and with half the data twice does not', async () => {
    await fit('first.csv', 'twice.run', SWAPPED());
    expect(deviation('twice.run').mean).toBeGreaterThan(MOST);
  });

  it('nor with the covariance left out', async () => {
    const { settings } = openRun(at('both.run')).manifest;
    const { mean, precision } = settings.fits![0]!;
    const determinant = precision![0]! * precision![3]! - precision![1]! * precision![2]!;
    const sds = [3, 0].map((k) => Math.sqrt(precision![k]! / determinant));
    const text = LINE.replace('normal(0, 3)', 'normal(m, s)').replace('y: real[n]', 'y: real[n]  m: real[d]  s: positive[d]'); // prettier-ignore
    writeFileSync(at('apart.bnn'), text);
    const second = rows.slice(ROWS / 2);
    const data = { x: second.map(({ x }) => x), y: second.map(({ y }) => y), m: mean, s: sds };
    writeFileSync(at('apart.json'), JSON.stringify(data));
    const small = { chains: 1, warmup: 0, draws: DRAWS, seed: 'apart' };
    await sample({ model: at('apart.bnn'), data: at('apart.json'), directory: at('apart.run'), ...small }); // prettier-ignore
    expect(deviation('apart.run').covariance).toBeGreaterThan(MOST_COVARIANCE);
  });
});

it('keeps the exact block that a written normal prior has', async () => {
  const input = { model: at('line.bnn'), data: at('second.csv'), priors: SWAPPED() };
  const { plan: planned } = await plan(input);
  expect(planned.blocks.map(({ sampler }) => sampler)).toEqual(['gibbs']);
});

it('stands in a model file under a name, and on the command line as a path or a name', async () => {
  const text = LINE.replace('normal(0, 3)', 'from_run(pilot, beta)');
  const model = { name: 'm.bnn', text };
  const runs = [`pilot=${at('first.run')}`];
  const data = at('second.csv');
  const named = await plan({ model, data, runs });
  const outside = await plan({ model: at('line.bnn'), data, priors: ['beta ~ from_run(pilot, beta)'], runs }); // prettier-ignore
  const byPath = await plan({ model: at('line.bnn'), data, priors: SWAPPED() });
  const conditionals = [named, outside, byPath].map(({ plan: found }) => found.blocks[0]!.conditional); // prettier-ignore
  expect(new Set(conditionals).size).toBe(1);
  const [slot] = await slots({ model, runs });
  expect(slot).toMatchObject({ name: 'beta', prior: 'from_run(pilot, beta)' });
  const drawn = await prior({ model, data, runs, draws: 4000, seed: '1' });
  const { settings } = openRun(at('both.run')).manifest;
  const means = drawn.quantities.filter(({ quantity }) => quantity === 'beta').map(({ mean }) => mean); // prettier-ignore
  means.forEach((mean, k) => {
    // An sd of about 0.8 over sqrt(4000) draws, five times.
    expect(Math.abs(mean - settings.fits![0]!.mean[k]!)).toBeLessThan(0.07);
  });
});

it('is kept in the run, which needs the earlier one no more', async () => {
  const argv = [
    'sample',
    at('line.bnn'),
    '--data',
    at('second.csv'),
    '--chains',
    '1',
    '--seed',
    '1',
  ];
  const given = ['--prior', SWAPPED()[0]!, '--warmup', '5', '--draws', '400', '--out', at('kept.run')]; // prettier-ignore
  expect((await bnn([...argv, ...given])).stderr).not.toContain('error');
  renameSync(at('first.run'), at('elsewhere.run'));
  const predicted = await bnn(['predict', at('kept.run'), '--data', at('first.csv'), '--json']);
  expect((await bnn(['resume', at('kept.run')])).stderr).not.toContain('error');
  renameSync(at('elsewhere.run'), at('first.run'));
  expect(predicted.status).toBe(0);
  const manifest = JSON.parse(readFileSync(at('kept.run/manifest.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({ settings: { fits: [{ quantity: 'beta', shape: [2] }] } });
});

const NETWORK = `data { x: real[n, d]  y: real[n] }
network f(x) {
  layer hidden = dense(x, 3) { weight ~ normal(0, 1)  bias ~ normal(0, 1)  activation = tanh }
  layer output = dense(hidden, 1) { weight ~ normal(0, 1)  bias ~ normal(0, 1) }
}
sigma ~ half_normal(1)
observe y ~ normal(f, sigma)
`;

it('carries the hidden layer of a network over, and compares with the model as written', async () => {
  writeFileSync(at('net.bnn'), NETWORK);
  const small = ['--chains', '1', '--warmup', '150', '--draws', '150', '--seed', '1'];
  const first = ['sample', at('net.bnn'), '--data', at('first.csv'), '--out', at('net.run')];
  await bnn([...first, ...small]);
  const layer = ['weight', 'bias']
    .map((slot) => `f.hidden.${slot} ~ from_run(pilot, f.hidden.${slot})`)
    .join('; ');
  const compared = [
    'compare',
    at('net.bnn'),
    '--data',
    at('second.csv'),
    '--test',
    at('first.csv'),
  ];
  const ran = await bnn([
    ...[...compared, '--prior', layer, '--run', `pilot=${at('net.run')}`, '--json'],
    ...[...small, '--backend', 'evaluator', '--out', at('compared')],
  ]);
  const { variants } = JSON.parse(ran.stdout) as { variants: { scores: { lpd: number }[] }[] };
  expect(variants).toHaveLength(2);
  // Units change places within a chain, so a law of each says little: it must do no harm. Over seeds it is within 0.1.
  const [without, carried] = variants.map(({ scores }) => scores[0]!.lpd);
  expect(Math.abs(carried! - without!)).toBeLessThan(1);
  const { settings } = openRun(at('compared/prior-1')).manifest;
  expect(settings.backend.name).toBe('evaluator');
  expect(settings.fits!.map(({ quantity, shape }) => [quantity, shape])).toEqual([
    ['f.hidden.weight', [2, 3]],
    ['f.hidden.bias', [3]],
  ]);
});
