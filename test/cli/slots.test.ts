import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bnn } from './terminal.js';

const MODEL = 'examples/sparse-mmelu/sparse-mmelu.bnn';
interface Slots {
  readonly slots: readonly { name: string; prior: string; from: string; swapped: boolean }[];
}
const slotsOf = async (...more: string[]) =>
  (JSON.parse((await bnn(['slots', MODEL, ...more, '--json'])).stdout) as Slots).slots;

describe('slots', () => {
  it('lists every quantity that --prior takes, with the prior as it is written', async () => {
    const found = await slotsOf();
    const priors = new Map(found.map(({ name, prior }) => [name, prior]));
    expect(priors.get('b')).toBe('inv_gamma(2, 1)');
    expect(priors.get('f.hidden.weight')).toBe('sparse_laplace()');
    expect(priors.get('f.hidden.weight.scale')).toBe('inv_gamma(shape, rate)');
    expect(priors.get('f.hidden.activation.gamma')).toBe('normal(0, var = s2)');
    for (const { name } of found) {
      const swapped = await bnn(['check', MODEL, '--prior', `${name} ~ half_normal(1)`]);
      expect(swapped.stderr).not.toContain('BNN0224');
    }
  });

  it('shows the model as it is after a swap, with what a standard prior brings along', async () => {
    const found = await slotsOf('--prior', 'f.hidden.weight ~ horseshoe(scale = 0.1)');
    const weight = found.find(({ name }) => name === 'f.hidden.weight')!;
    expect(weight).toMatchObject({ prior: 'horseshoe(scale = 0.1)', swapped: true });
    expect(found.find(({ name }) => name === 'f.hidden.weight.tau2')).toMatchObject({
      prior: 'inv_gamma(0.5, 1 / xi)',
      from: 'standard/horseshoe.bnn',
    });
    expect(found.some(({ name }) => name === 'f.hidden.weight.scale')).toBe(false);
    const text = (await bnn(['slots', MODEL])).stdout;
    expect(text).toMatch(/^f\.hidden\.weight\[d, 32\] +sparse_laplace\(\)$/m);
  });
});

describe('compare', () => {
  let folder = '';
  const at = (name: string) => join(folder, name);
  const rows = (from: number) =>
    Array.from({ length: 20 }, (_, i) => `${String(Math.sin(from + i))},${String(2 * Math.sin(from + i) + Math.cos(3 * i) / 2)}`); // prettier-ignore
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bnn-compare-'));
    const model = 'data { x: real[n]  y: real[n] }\nb ~ normal(0, 1)\ns ~ half_normal(1)\nobserve y ~ normal(b * x, s)\n'; // prettier-ignore
    writeFileSync(at('m.bnn'), model);
    writeFileSync(at('train.csv'), ['x,y', ...rows(0)].join('\n'));
    writeFileSync(at('test.csv'), ['x,y', ...rows(100)].join('\n'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const compare = (...more: string[]) =>
    bnn(['compare', at('m.bnn'), '--data', at('train.csv'), '--chains', '2', '--warmup', '200', '--draws', '300', '--seed', '1', ...more]); // prettier-ignore

  it('fits each variant into a run of its own and scores it on new rows', async () => {
    const held = 'b ~ normal(0, 0.01); s ~ half_normal(3)';
    const out = at('all');
    const ran = await compare('--prior', held, '--test', at('test.csv'), '--out', out, '--json');
    expect([0, 2]).toContain(ran.status);
    const { variants, isTested } = JSON.parse(ran.stdout) as {
      isTested: boolean;
      variants: { name: string; priors: string[]; rhat: number; scores: { rows: number; lpd: number; rmse: number }[] }[]; // prettier-ignore
    };
    expect(isTested).toBe(true);
    const [written, swapped] = variants.map(({ scores }) => scores[0]!);
    expect(variants[1]).toMatchObject({ name: 'prior 1', priors: held.split('; ') });
    // A slope held at 0 predicts worse, as it must: the data say 2.
    expect(written!.rows).toBe(20);
    expect(written!.lpd).toBeGreaterThan(swapped!.lpd + 5);
    expect(written!.rmse).toBeLessThan(0.5);
    expect(variants[0]!.rhat).toBeGreaterThan(0.99);
    expect(readdirSync(out)).toEqual(['as-written', 'prior-1']);
    expect((await bnn(['summary', join(out, 'prior-1')])).stderr).not.toContain('error');
    expect((await compare('--out', out)).status).toBe(1);
  });

  it('samples nothing where a variant is wrong', async () => {
    const ran = await compare('--prior', 'b ~ normal(0, -1)', '--out', at('wrong'));
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('BNN0213');
    expect(readdirSync(folder)).not.toContain('wrong');
  });
});
