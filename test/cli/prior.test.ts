import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bnn } from './terminal.js';

const MODEL = 'examples/eight-schools/eight-schools.bnn';
const BASE = ['prior', MODEL, '--data', 'examples/eight-schools/data.json', '--seed', '1'];

it('prints unknowns, and data sets beside the data', async () => {
  const ran = await bnn(BASE);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^theta\[8\] +-\d/m);
  expect(ran.stdout).toContain('data sets of 8 rows of y, as this prior expects them');
  expect(await bnn(BASE)).toEqual(ran);
});

it('what the prior holds improbable is marked, also without colour', async () => {
  const tight = ['--prior', 'mu ~ normal(0, 0.01)', '--prior', 'tau ~ half_normal(0.01)'];
  const { stdout } = await bnn([...BASE, ...tight, '--prior', 'theta ~ normal(40, tau)']);
  expect(stdout).toMatch(/^mean .*\(below\)$/m);
});

it('has a document, and writes the draws', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'bnn-prior-')), 'draws.csv');
  const { stdout } = await bnn([...BASE, '--draws', '50', '--out', out, '--json']);
  const document = JSON.parse(stdout) as { targets: unknown[]; quantities: { name: string }[] };
  expect(document).toMatchObject({ seed: '1', draws: 50, targets: [{ name: 'y', rows: 8 }] });
  expect(document.quantities.map(({ name }) => name)).toContain('theta[3]');
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(51);
  expect(lines[0]).toBe(
    'chain,draw,mu,tau,theta[1],theta[2],theta[3],theta[4],theta[5],theta[6],theta[7],theta[8]',
  );
  const again = await bnn([...BASE, '--out', out]);
  expect(again.status).toBe(1);
  expect(again.stderr).toContain(out);
});
