import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { bnn } from './terminal.js';

const UNTIDY = '// why\nmu~normal(0,1) // prior\nobserve 1+mu ~normal( mu,1 )\n';
const TIDY = '// why\nmu ~ normal(0, sd = 1)  // prior\nobserve 1 + mu ~ normal(mu, sd = 1)\n';
const BROKEN = 'mu ~ ~ normal(0, 1)\n';

let folder = '';
const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name), 'utf8');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-fmt-'));
  writeFileSync(path('untidy.bnn'), UNTIDY);
  writeFileSync(path('tidy.bnn'), TIDY);
  writeFileSync(path('broken.bnn'), BROKEN);
});

it('rewrites what is not laid out, and names it', async () => {
  const ran = await bnn(['fmt', path('untidy.bnn'), path('tidy.bnn')]);
  expect(ran).toEqual({ status: 0, stdout: `${path('untidy.bnn')}\n`, stderr: '' });
  expect(read('untidy.bnn')).toBe(TIDY);
  expect(await bnn(['fmt', path('untidy.bnn')])).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readdirSync(folder).sort()).toEqual(['broken.bnn', 'tidy.bnn', 'untidy.bnn']);
});

it('keeps permissions, and follows a link', async () => {
  chmodSync(path('untidy.bnn'), 0o640);
  symlinkSync(path('untidy.bnn'), path('link.bnn'));
  await bnn(['fmt', path('link.bnn')]);
  expect(read('untidy.bnn')).toBe(TIDY);
  expect(statSync(path('untidy.bnn')).mode & 0o777).toBe(0o640);
});

it('--check lists and writes nothing', async () => {
  const ran = await bnn(['fmt', '--check', path('untidy.bnn'), path('tidy.bnn')]);
  expect(ran).toMatchObject({ status: 1, stdout: `${path('untidy.bnn')}\n` });
  expect(ran.stderr).toContain('BNN0618');
  expect(read('untidy.bnn')).toBe(UNTIDY);
  expect(await bnn(['fmt', '--check', path('tidy.bnn')])).toMatchObject({ status: 0, stdout: '' });
});

it('--stdout prints and writes nothing', async () => {
  const ran = await bnn(['fmt', '--stdout', path('untidy.bnn')]);
  expect(ran).toEqual({ status: 0, stdout: TIDY, stderr: '' });
  expect(read('untidy.bnn')).toBe(UNTIDY);
});

it('leaves a broken or missing file alone, and does the others', async () => {
  const files = ['broken.bnn', 'none.bnn', 'untidy.bnn'].map(path);
  const ran = await bnn(['fmt', ...files]);
  expect(ran.status).toBe(1);
  expect(ran.stderr).toMatch(/BNN0108[^]*BNN0609/);
  expect(read('broken.bnn')).toBe(BROKEN);
  expect(read('untidy.bnn')).toBe(TIDY);
});

it('has a document, and refuses two outputs', async () => {
  const ran = await bnn(['fmt', '--check', '--json', path('untidy.bnn'), path('broken.bnn')]);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    files: [
      { changed: true, diagnostics: [] },
      { changed: false, diagnostics: [{ line: 1 }] },
    ],
  });
  expect(await bnn(['fmt', '--check', '--stdout', path('tidy.bnn')])).toMatchObject({ status: 1 });
  expect((await bnn(['fmt'])).stderr).toContain('BNN0603');
});
