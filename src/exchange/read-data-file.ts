import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Column, Dataset } from '../base/dataset.js';
import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { indexOf, pathOf } from './array-place.js';
import type { BinaryArray } from './binary-array.js';
import { readCsv } from './csv-table.js';
import { readIdx } from './idx-array.js';
import { readJson } from './json-arrays.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';
import { readNpy } from './npy-array.js';

interface TextFormat {
  readonly kind: Dataset['kind'];
  read(name: string, text: string): Map<string, Column>;
}

/** By the end of a file's name, before any `.gz`. */
const TEXTS: Readonly<Record<string, TextFormat>> = {
  '.csv': { kind: 'table', read: readCsv },
  '.json': { kind: 'arrays', read: readJson },
};

/** Files that hold one array, which has no name of its own. */
const ARRAYS: Readonly<Record<string, (file: string, bytes: Uint8Array) => BinaryArray>> = {
  '.npy': readNpy,
  '.idx': readIdx,
};

/** Reads one data file; an array is called `as`, or else like its file up to the first dot. */
export function readDataFile(path: string, as?: string): Dataset {
  const ending = endingOf(path);
  const bytes = readBytes(path);
  const name = basename(path);
  const content = isCompressed(path) ? unpack(path, bytes) : bytes;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const array = ARRAYS[ending];
  if (array !== undefined) {
    const column = arrayColumn(name, as ?? name.split('.')[0]!, array(name, content));
    return { name, kind: 'arrays', columns: new Map([[column.name, column]]), hash };
  }
  if (as !== undefined) {
    const problem = `${name} gives its columns names, and cannot be given the name ${as}`;
    throw failure(diagnostic(M.severalFiles, { given: `${as}=${path}`, problem }));
  }
  const format = TEXTS[ending]!;
  const text = decode(path, content);
  if (text.trim() === '') {
    throw failure(diagnostic(M.empty, { path, remedy: 'check that it was written whole' }));
  }
  return { name, kind: format.kind, columns: format.read(name, text), hash };
}

/** Whole numbers of an array are labels: programs that write such files count from 0. */
function arrayColumn(file: string, name: string, { shape, values }: BinaryArray): Column {
  const place = (element: number) => `${file}, ${pathOf(name, indexOf(element, shape))}`;
  return { name, shape, values, labels: true, place };
}

function isCompressed(path: string): boolean {
  return extname(path).toLowerCase() === '.gz';
}

function endingOf(path: string): string {
  const ending = extname(isCompressed(path) ? path.slice(0, -'.gz'.length) : path).toLowerCase();
  const known = [...Object.keys(TEXTS), ...Object.keys(ARRAYS)];
  if (known.includes(ending)) return ending;
  const all = known.flatMap((end) => [end, `${end}.gz`]).join(', ');
  const values = { path, ending: ending === '' ? 'none' : ending, known: all };
  throw failure(diagnostic(M.unsupported, values));
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing) throw failure(diagnostic(M.missingFile, { path }));
    throw failure(diagnostic(M.unreadable, { path, reason: reasonOf(error) }));
  }
}

function unpack(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw failure(diagnostic(M.damagedGzip, { path, reason: reasonOf(error) }));
  }
}

function decode(path: string, bytes: Buffer): string {
  try {
    // Drops a byte-order mark, refuses what is not UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw failure(diagnostic(M.notText, { path }));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function failure(problem: ReturnType<typeof diagnostic>): DiagnosticError {
  return new DiagnosticError([problem]);
}
