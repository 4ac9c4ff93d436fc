import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cholesky, solveLower, solveUpper } from '../../src/base/numeric/cholesky.js';
import { predict, sample, type NumericPrediction } from '../../src/index.js';

/** A constant of sd 1 under a smooth function with noise: with the constant integrated out, a process of its own. */
const MODEL = `data { x: real[n]  y: real[n] }
m ~ normal(0, 1)
observe y ~ multi_normal(m, cov = gp_exp_quad(x, 1.5, 0.8, 0.09))
`;
/** The same with the function values as unknowns. */
const LATENT = `data { x: real[n]  y: real[n] }
m ~ normal(0, 1)
f[n] ~ multi_normal(0, cov = gp_exp_quad(x, 1.5, 0.8, 1e-8))
observe y ~ normal(m + f, 0.3)
`;
const X = [0, 0.5, 1.1, 1.7, 2.6, 3.1];
const Y = [3.1, 3.9, 4.2, 3.8, 2.2, 1.7];
const NEW = [0.8, 2.2, 2.6, 9];
const DRAWS = 4000;

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-gp-'));
  writeFileSync(at('gp.bnn'), MODEL);
  writeFileSync(at('latent.bnn'), LATENT);
  writeFileSync(
    at('d.csv'),
    ['x,y', ...X.map((x, i) => `${String(x)},${String(Y[i])}`)].join('\n'),
  );
  writeFileSync(at('new.csv'), ['x', ...NEW.map(String)].join('\n'));
  const small = { chains: 1, warmup: 0, draws: DRAWS, seed: '1' };
  for (const name of ['gp', 'latent']) {
    const places = { model: at(`${name}.bnn`), directory: at(`${name}.run`) };
    await sample({ ...places, data: at('d.csv'), ...small });
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Mean and sd of new rows under a process with the constant in its covariance. */
function exact(): { readonly mean: number[]; readonly sd: number[] } {
  const n = X.length;
  const covariance = (a: number, b: number) => 1 + 1.5 ** 2 * Math.exp(-0.5 * ((a - b) / 0.8) ** 2);
  const matrix = Float64Array.from(X.flatMap((a, i) => X.map((b, j) => covariance(a, b) + (i === j ? 0.3 ** 2 : 0)))); // prettier-ignore
  const factor = new Float64Array(n * n);
  cholesky(matrix, n, factor);
  const solved = (values: readonly number[]) => {
    const out = Float64Array.from(values);
    solveLower(factor, n, out);
    solveUpper(factor, n, out);
    return out;
  };
  const dot = (a: readonly number[], b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0); // prettier-ignore
  const cross = NEW.map((point) => X.map((x) => covariance(point, x)));
  return {
    mean: cross.map((row) => dot(row, solved(Y))),
    sd: cross.map((row, i) => Math.sqrt(covariance(NEW[i]!, NEW[i]!) + 0.3 ** 2 - dot(row, solved(row)))), // prettier-ignore
  };
}

it.each(['gp', 'latent'])('%s: new rows are predicted given those fitted to', async (name) => {
  const { targets } = await predict(at(`${name}.run`), { data: at('new.csv') });
  const { mean, sd } = targets[0] as NumericPrediction;
  const known = exact();
  NEW.forEach((_, i) => {
    // Means of independent draws, with sds below that of a new row: five standard errors.
    expect(Math.abs(mean[i]! - known.mean[i]!)).toBeLessThan((5 * known.sd[i]!) / Math.sqrt(DRAWS));
    expect(Math.abs(sd[i]! / known.sd[i]! - 1)).toBeLessThan(5 / Math.sqrt(2 * DRAWS));
  });
  // Not given those rows, all new ones would have one mean and one sd.
  expect(Math.abs(mean[0]! - mean[3]!)).toBeGreaterThan(1);
  expect(sd[3]! / sd[0]!).toBeGreaterThan(2);
});

it('as many rows as were fitted to are new ones, unless they are the same', async () => {
  const mean = async (points: readonly number[]) => {
    writeFileSync(at('other.csv'), ['x', ...points.map(String)].join('\n'));
    const { targets } = await predict(at('latent.run'), { data: at('other.csv') });
    return Array.from((targets[0] as NumericPrediction).mean);
  };
  const there = await mean(X);
  const back = await mean(X.toReversed());
  // Noise-free values at the points fitted to are the fitted ones, up to the jitter.
  back.toReversed().forEach((value, i) => {
    expect(Math.abs(value - there[i]!)).toBeLessThan(1e-4);
  });
});
