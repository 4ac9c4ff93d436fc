import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bnn } from './terminal.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-uses-'));
  mkdirSync(at('shared'));
  const model = `use prior narrow from "shared/priors.bnn"
data { x: real[n]  y: real[n] }
b ~ narrow()
observe y ~ normal(b * x, 1)
`;
  writeFileSync(at('m.bnn'), model);
  writeFileSync(at('shared/priors.bnn'), 'use prior spread from "base.bnn"\nprior narrow(w) { w ~ spread(0.5) }\n'); // prettier-ignore
  writeFileSync(at('shared/base.bnn'), 'prior spread(w; s: positive) { w ~ normal(0, sd = s) }\n');
  writeFileSync(at('d.csv'), 'x,y\n1,2\n2,3\n3,7\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('a run keeps the texts that its model uses, and needs no file outside it', async () => {
  const short = ['--chains', '1', '--warmup', '20', '--draws', '20', '--seed', '1'];
  const out = at('m.run');
  const ran = await bnn(['sample', at('m.bnn'), '--data', at('d.csv'), ...short, '--out', out]);
  expect(ran.stderr).not.toContain('error');
  const kept = ['used-1.bnn', 'used-2.bnn'].map((name) => readFileSync(join(out, name), 'utf8'));
  expect(kept.join('')).toContain('prior spread');
  rmSync(at('shared'), { recursive: true });
  rmSync(at('m.bnn'));
  expect((await bnn(['resume', out])).stderr).not.toContain('error');
  const predicted = await bnn(['predict', out, '--data', at('d.csv')]);
  expect(predicted.status).toBe(0);
  writeFileSync(join(out, 'used-2.bnn'), 'prior spread(w; s: positive) { w ~ laplace(0, s) }\n');
  expect((await bnn(['predict', out, '--data', at('d.csv')])).stderr).toContain('used-2.bnn');
});
