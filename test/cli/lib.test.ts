import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from '../../src/compiler/1-parse/index.js';
import { bnn } from './terminal.js';

interface Library {
  readonly library: readonly { readonly kind: string; readonly name: string }[];
}

it('lib list names everything, and lib show prints what a model may hold', async () => {
  const { library } = JSON.parse((await bnn(['lib', 'list', '--json'])).stdout) as Library;
  expect(library.length).toBeGreaterThan(50);
  const listed = (await bnn(['lib', 'list'])).stdout;
  for (const { name } of library) expect(listed).toMatch(new RegExp(`^  ${name} `, 'm'));
  const shown = await Promise.all(library.map(({ name }) => bnn(['lib', 'show', name])));
  for (const { stdout } of shown) {
    const { program, diagnostics } = parse({ name: 'shown.bnn', text: stdout });
    expect(diagnostics).toEqual([]);
    expect(program.statements[0]!.doc).toContain('.');
  }
});

it('lib plot draws an activation: flat where relu is 0, then up to the corner', async () => {
  const { stdout, status } = await bnn(['lib', 'plot', 'relu']);
  expect(status).toBe(0);
  const rows = stdout.split('\n').filter((line) => line.includes('│'));
  expect(rows.at(-1)).toMatch(/^ *0 │•{33,36}$/);
  expect(rows[0]!.trimEnd()).toMatch(/^ *4\.0 │ {60,}•+$/);
});

it('lib plot draws a prior with its tails, and tells of a point mass', async () => {
  const ran = await bnn(['lib', 'plot', 'spike_slab', '--json']);
  const shape = JSON.parse(ran.stdout) as { zero: number; beyond: number; density: number[] };
  // p is beta(1, 9), so that 9 elements in 10 are 0.
  expect(shape.zero).toBeCloseTo(0.9, 2);
  const width = 8 / shape.density.length;
  const inside = shape.density.reduce((sum, height) => sum + height * width, 0);
  expect(inside + shape.zero + shape.beyond).toBeCloseTo(1, 10);
  const heavy = JSON.parse((await bnn(['lib', 'plot', 'horseshoe', '--json'])).stdout) as typeof shape; // prettier-ignore
  expect(heavy.beyond).toBeGreaterThan(0.1);
});

it('lib plot --svg writes a picture, and over no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bnn-lib-'));
  const file = join(folder, 'mmelu.svg');
  expect((await bnn(['lib', 'plot', 'mmelu', '--svg', file])).status).toBe(0);
  const picture = readFileSync(file, 'utf8');
  expect(picture).toMatch(/^<svg.*<\/svg>\n$/s);
  expect(picture).toContain('activation mmelu');
  expect(picture.match(/<path/g)!.length).toBeGreaterThan(2);
  expect((await bnn(['lib', 'plot', 'mmelu', '--svg', file])).status).toBe(1);
  const elsewhere = join(folder, 'none', 'mmelu.svg');
  expect((await bnn(['lib', 'plot', 'mmelu', '--svg', elsewhere])).status).toBe(1);
  expect(existsSync(elsewhere)).toBe(false);
  rmSync(folder, { recursive: true });
});
