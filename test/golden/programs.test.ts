import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.js';
import { printModel } from '../../src/compiler/2-check/print.js';
import { check } from '../../src/compiler/compile.js';

function programs(folder: string): string[] {
  return readdirSync(`test/golden/${folder}`).filter((name) => name.endsWith('.bnn'));
}

function checked(folder: string, name: string) {
  const text = readFileSync(`test/golden/${folder}/${name}`, 'utf8');
  return check({ name, text }, undefined, { priors: [], bindings: [] });
}

it.each(programs('good'))('%s is well formed, and means this', async (name) => {
  const { model, diagnostics } = checked('good', name);
  expect(diagnostics.map(renderDiagnostic)).toEqual([]);
  await expect(`${printModel(model!)}\n`).toMatchFileSnapshot(`good/${name}.txt`);
});

it.each(programs('bad'))('%s is told all of this', async (name) => {
  const { diagnostics } = checked('bad', name);
  expect(diagnostics.length).toBeGreaterThan(1);
  const told = diagnostics.map(renderDiagnostic).join('\n\n');
  await expect(`${told}\n`).toMatchFileSnapshot(`bad/${name}.txt`);
});
