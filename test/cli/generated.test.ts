import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { normalCdf } from '../../src/base/numeric/normal-integral.js';
import { openRun, prior, resume, sample } from '../../src/index.js';
import { bnn } from './terminal.js';

const MODEL = `data { x: real[n, d]  y: real[n]  g: index[n] of G }
b[d] ~ normal(0, 1)
a[G] ~ normal(0, 1)
sigma ~ half_normal(1)
f = x @ b + a[g]
observe y ~ normal(f, sigma)
generated {
  biggest = max(y_rep)
  again ~ normal(y_rep[1], 0.1)
  y_rep ~ normal(f, sigma)
  k ~ poisson(exp(a[g]))
}
`;
/** Elements of b, a and sigma, the first of every draw. */
const UNKNOWNS = 5;
// No line goes through all of these, or sigma would have no posterior.
const DATA = 'x1,x2,y,g\n1,0,1.5,u\n0,1,2,v\n1,1,1.7,u\n0,2,3,v\n2,1,3,u\n';

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-generated-'));
  writeFileSync(at('m.bnn'), MODEL);
  writeFileSync(at('d.csv'), DATA);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const settings = (out: string) => ({
  ...{ model: at('m.bnn'), data: at('d.csv'), directory: at(out) },
  ...{ chains: 2, warmup: 50, draws: 3000, seed: '7', workers: 1 },
});

it('draws are the same after an interruption, and no part of the chain', async () => {
  await sample(settings('whole.run'));
  const controller = new AbortController();
  const { outcome } = await sample({
    ...settings('stopped.run'),
    signal: controller.signal,
    onProgress: ({ iteration }) => {
      if (iteration > 60) controller.abort();
    },
  });
  expect(outcome).toBe('interrupted');
  await resume(at('stopped.run'));
  const whole = openRun(at('whole.run')).draws();
  expect(openRun(at('stopped.run')).draws()).toEqual(whole);
  writeFileSync(at('plain.bnn'), MODEL.slice(0, MODEL.indexOf('generated')));
  await sample({ ...settings('plain.run'), model: at('plain.bnn') });
  const plain = openRun(at('plain.run')).draws();
  const ofUnknowns = ({ chains, width, draws }: typeof whole) =>
    chains.map((chain) =>
      Array.from({ length: draws }, (_, row) => chain.slice(row * width, row * width + UNKNOWNS)),
    );
  expect(ofUnknowns(whole)).toEqual(ofUnknowns(plain));
});

it('every draw is of its own unknowns, and of what was drawn before it', () => {
  const { quantities, chains, width, draws } = openRun(at('whole.run')).draws();
  const place = (name: string) => quantities.find((quantity) => quantity.name === name)!;
  expect(place('y_rep')).toMatchObject({ kind: 'generated', shape: [5] });
  expect(place('k').shape).toEqual([5]);
  const rows = chains.flatMap((chain) =>
    Array.from({ length: draws }, (_, row) => chain.subarray(row * width, (row + 1) * width)),
  );
  const of = (row: Float64Array, name: string) => {
    const { offset, size } = place(name);
    return row.subarray(offset, offset + size);
  };
  for (const row of rows) expect(of(row, 'biggest')[0]).toBe(Math.max(...of(row, 'y_rep')));
  const errors = (mean: string, scale: (row: Float64Array) => number) =>
    rows.map((row) => (of(row, 'y_rep')[0]! - of(row, mean)[0]!) / scale(row));
  const sigma = (row: Float64Array) => of(row, 'sigma')[0]!;
  // Squares of standard normals: 1 with variance 2. Five standard errors of 6000 draws.
  const most = 5 * Math.sqrt(2 / rows.length);
  const excess = (values: readonly number[]) =>
    Math.abs(values.reduce((sum, z) => sum + z * z, 0) / values.length - 1);
  expect(excess(errors('f', sigma))).toBeLessThan(most);
  expect(excess(errors('again', () => 0.1))).toBeLessThan(most);
  // The faults that this would find: unknowns of the draw before, and a scale that is another's.
  const late = rows.slice(1).map((row, i) => (of(row, 'y_rep')[0]! - of(rows[i]!, 'f')[0]!) / sigma(row)); // prettier-ignore
  expect(excess(late)).toBeGreaterThan(most);
  expect(excess(errors('f', () => 0.1))).toBeGreaterThan(most);
  const counts = rows.map((row) => [of(row, 'k')[0]!, Math.exp(of(row, 'a')[0]!)] as const);
  expect(counts.every(([k]) => Number.isInteger(k) && k >= 0)).toBe(true);
  const surplus = counts.reduce((sum, [k, rate]) => sum + (k - rate) / Math.sqrt(rate), 0);
  expect(Math.abs(surplus / rows.length)).toBeLessThan(5 / Math.sqrt(rows.length));
});

it('the posterior predictive of a normal mean is the one in closed form', async () => {
  const model = {
    name: 'mean.bnn',
    text: 'data { y: real[n] }\nm ~ normal(0, 2)\nobserve y ~ normal(m, 1)\ngenerated { new ~ normal(m, 1) }\n',
  };
  writeFileSync(at('y.csv'), 'y\n1\n2\n4\n1.5\n');
  const draws = 20_000;
  await sample({ model, data: at('y.csv'), directory: at('mean.run'), chains: 1, warmup: 0, draws, seed: '3' }); // prettier-ignore
  const run = openRun(at('mean.run')).draws();
  const of = (name: string) => {
    const { offset } = run.quantities.find((quantity) => quantity.name === name)!;
    return Float64Array.from({ length: draws }, (_, row) => run.chains[0]![row * run.width + offset]!); // prettier-ignore
  };
  const variance = 1 / (4 + 1 / 4);
  const law = { mean: variance * 8.5, sd: Math.sqrt(variance + 1) };
  // Of the greatest distance of the two distribution functions: Kolmogorov's limit at 1 in 10 000.
  const limit = 2.23 / Math.sqrt(draws);
  expect(distance(of('new'), law)).toBeLessThan(limit);
  expect(distance(of('m'), law)).toBeGreaterThan(limit);
});

/** The greatest distance of the distribution function of draws from that of a normal law. */
function distance(draws: Float64Array, { mean, sd }: { mean: number; sd: number }): number {
  const sorted = draws.toSorted();
  return sorted.reduce((most, x, i) => {
    const p = normalCdf((x - mean) / sd);
    return Math.max(most, Math.abs(p - i / sorted.length), Math.abs(p - (i + 1) / sorted.length));
  }, 0);
}

it('vectors take their shape from their parameters; prior and predict know of them', async () => {
  const text = MODEL.replace(
    '  biggest',
    '  v ~ multi_normal(f, gp_exp_quad(x[:, 1], 1, 1, 0.01))\n  w[3] ~ dirichlet(2)\n  biggest',
  );
  writeFileSync(at('v.bnn'), text);
  const { quantities } = await prior({ model: at('v.bnn'), data: at('d.csv'), draws: 200, seed: '1' }); // prettier-ignore
  const named = (name: string) => quantities.filter(({ quantity }) => quantity === name);
  expect(named('v')).toHaveLength(5);
  const sums = named('w').reduce((sum, { mean }) => sum + mean, 0);
  expect(sums).toBeCloseTo(1, 10);
  const predicted = await bnn(['predict', at('whole.run'), '--data', at('d.csv'), '--json']);
  expect(predicted.status).toBe(0);
  writeFileSync(at('w.bnn'), text.replace('w[3]', 'w'));
  expect((await bnn(['check', at('w.bnn')])).stderr).toContain('BNN0240');
});
