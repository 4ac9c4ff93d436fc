import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hover, Location, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { bundleCommand, Editor } from './client.js';

const SHARED = `/// Few large values.
prior few(w; width: positive = 1) { w ~ laplace(0, width) }
activation bent(x; slope: positive) = slope * max(x, 0)
`;
const MODEL = `use prior few, activation bent from "parts/shared.bnn"
use prior horseshoe
data { y: real[n] }
mu ~ few(width = 2)
nu[3] ~ horseshoe()
observe y ~ normal(mu + sum(nu), sd = 1)
`;
const OTHER = `use prior few from "parts/shared.bnn"
tau ~ few()
`;

const folder = mkdtempSync(join(tmpdir(), 'bnn-files-'));
const path = (name: string) => join(folder, name);
const uri = (name: string) => pathToFileURL(path(name)).href;
let editor: Editor;
beforeAll(async () => {
  mkdirSync(path('parts'));
  mkdirSync(path('node_modules'));
  writeFileSync(path('parts/shared.bnn'), SHARED);
  writeFileSync(path('other.bnn'), OTHER);
  writeFileSync(path('node_modules/far.bnn'), OTHER.replace('parts', '../parts'));
  await bundleCommand();
  [editor] = await Editor.start(path('model.bnn'));
  expect((await editor.open(MODEL)).filter(({ severity }) => severity === 1)).toEqual([]);
});
afterAll(async () => {
  await editor.end();
  rmSync(folder, { recursive: true });
});

/** Lines by file of an edit. */
function placesOf({ changes = {} }: WorkspaceEdit) {
  return Object.fromEntries(
    Object.entries(changes).map(([of, edits]) => [of, edits.map(({ range }) => range.start.line)]),
  );
}

describe('models of several files', () => {
  it('go to declarations in the files they use', async () => {
    const [prior] = await editor.ask<Location[]>('definition', 'few(width');
    expect(prior).toMatchObject({ uri: uri('parts/shared.bnn'), range: { start: { line: 1 } } });
    const [parameter] = await editor.ask<Location[]>('definition', 'width = 2');
    expect(parameter).toMatchObject({
      uri: uri('parts/shared.bnn'),
      range: { start: { line: 1, character: 13 } },
    });
    const hover = (await editor.ask<Hover>('hover', 'few(width')).contents;
    expect((hover as { value: string }).value).toMatch(/w ~ laplace\(0, width\)[^]*Few large/);
  });

  it('are renamed together, whether open or not', async () => {
    const edit = await editor.ask<WorkspaceEdit>('rename', 'few(width', 0, { newName: 'rare' });
    expect(placesOf(edit)).toEqual({
      [uri('model.bnn')]: [0, 3],
      [uri('parts/shared.bnn')]: [1],
      [uri('other.bnn')]: [0, 1],
    });
    const width = await editor.ask<WorkspaceEdit>('rename', 'width = 2', 0, { newName: 'size' });
    expect(placesOf(width)).toEqual({
      [uri('model.bnn')]: [3],
      [uri('parts/shared.bnn')]: [1, 1],
    });
  });

  it('refuse a name that another file has, and names of the library', async () => {
    const rename = (words: string, newName: string) => editor.ask('rename', words, 0, { newName });
    await expect(rename('few(width', 'tau')).rejects.toThrow(/other\.bnn/);
    await expect(rename('few(width', 'bent')).rejects.toThrow('already names');
    await expect(rename('horseshoe()', 'pony')).rejects.toThrow('nothing here');
    expect(await editor.ask('prepareRename', 'horseshoe\n')).toBeNull();
  });

  it('see what stands in an open file before it is saved', async () => {
    const wrong = await editor.beside(path('parts/shared.bnn'), SHARED.replace('few', 'fewer'));
    expect(wrong.find(({ severity }) => severity === 1)!.message).toContain('few');
    const right = await editor.beside(path('parts/shared.bnn'), SHARED, 2);
    expect(right.filter(({ severity }) => severity === 1)).toEqual([]);
  });
});
