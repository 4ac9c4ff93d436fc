import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readDataset } from '../../src/exchange/index.js';
import { diagnosticsOf, put, temporaryDirectory } from './files.js';

const directory = temporaryDirectory();
const CSV = 'x,y\n1,2\n3,4\n';

it('reads a table with its hash', () => {
  const dataset = readDataset(put(directory, 'train.csv', CSV));
  expect(dataset).toMatchObject({ name: 'train.csv', kind: 'table' });
  expect(dataset.hash).toBe(createHash('sha256').update(CSV).digest('hex'));
  expect(dataset.columns.get('y')!.values).toEqual(Float64Array.of(2, 4));
});

it('reads arrays', () => {
  const dataset = readDataset(put(directory, 'data.JSON', '{"x": [1, 2]}'));
  expect(dataset).toMatchObject({ name: 'data.JSON', kind: 'arrays' });
  expect(dataset.columns.get('x')!.values).toEqual(Float64Array.of(1, 2));
});

it('reads compressed files, and drops a byte-order mark', () => {
  const table = readDataset(put(directory, 'train.csv.gz', gzipSync(`\uFEFF${CSV}`)));
  expect(table.kind).toBe('table');
  expect([...table.columns.keys()]).toEqual(['x', 'y']);
  const arrays = readDataset(put(directory, 'a.json.gz', gzipSync('{"x": 1}')));
  expect(arrays.columns.get('x')!.shape).toEqual([]);
});

it.each([
  ['BNN0303', 'data.xlsx', 'x'],
  ['BNN0303', 'data', 'x'],
  ['BNN0303', 'data.txt.gz', 'x'],
  ['BNN0304', 'plain.csv.gz', CSV],
  ['BNN0305', 'latin.csv', Uint8Array.of(0x78, 0x0a, 0xe9, 0x0a)],
  ['BNN0306', 'empty.csv', ''],
  ['BNN0306', 'blank.json', ' \n\n'],
  ['BNN0306', 'mark.csv', '\uFEFF'],
])('gives %s for %s', (code, name, content) => {
  const path = put(directory, name, content);
  const problems = diagnosticsOf(() => readDataset(path));
  expect(problems).toMatchObject([{ code, severity: 'error' }]);
  expect(problems[0]!.what).toContain(path);
});

it('tells a missing file from one that cannot be read', () => {
  const [missing] = diagnosticsOf(() => readDataset(join(directory, 'absent.csv')));
  expect(missing!.code).toBe('BNN0301');
  mkdirSync(join(directory, 'folder.csv'));
  const [folder] = diagnosticsOf(() => readDataset(join(directory, 'folder.csv')));
  expect(folder!.code).toBe('BNN0302');
});
