import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeLines, writeTable } from '../../src/exchange/index.js';
import { diagnosticsOf, put, temporaryDirectory } from './files.js';

const directory = temporaryDirectory();

it('writes a table whole', () => {
  const path = join(directory, 'p.csv');
  writeTable(path, [
    ['row', 'class'],
    [1, 'a, "b"'],
    [0.1 + 0.2, 'c'],
  ]);
  expect(readFileSync(path, 'utf8')).toBe('row,class\n1,"a, ""b"""\n0.30000000000000004,c\n');
});

it('writes many lines', () => {
  const path = join(directory, 'many.csv');
  const lines = Array.from({ length: 2500 }, (_, k) => `line ${String(k)}`);
  writeLines(path, lines);
  expect(readFileSync(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
});

it('never writes over a file', () => {
  const path = put(directory, 'kept.csv', 'kept');
  expect(
    diagnosticsOf(() => {
      writeTable(path, [[1]]);
    }),
  ).toMatchObject([{ code: 'BNN0318' }]);
  expect(readFileSync(path, 'utf8')).toBe('kept');
});

it('nor over one that appears while it writes', () => {
  const path = join(directory, 'raced.csv');
  function* rows() {
    yield ['mine'];
    put(directory, 'raced.csv', 'theirs');
  }
  expect(
    diagnosticsOf(() => {
      writeTable(path, rows());
    }),
  ).toMatchObject([{ code: 'BNN0318' }]);
  expect(readFileSync(path, 'utf8')).toBe('theirs');
});

it('leaves nothing behind when the rows fail', () => {
  const before = readdirSync(directory);
  const path = join(directory, 'failed.csv');
  function* rows() {
    yield ['x'];
    throw new Error('no more rows');
  }
  expect(() => {
    writeTable(path, rows());
  }).toThrow('no more rows');
  expect(readdirSync(directory)).toEqual(before);
});
