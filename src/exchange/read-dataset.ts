import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Column, Dataset } from '../base/dataset.js';
import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { readCsv } from './csv-table.js';
import { readJson } from './json-arrays.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';

interface Format {
  readonly kind: Dataset['kind'];
  read(name: string, text: string): Map<string, Column>;
}

/** By the end of a file's name, before any `.gz`. */
const FORMATS: Readonly<Record<string, Format>> = {
  '.csv': { kind: 'table', read: readCsv },
  '.json': { kind: 'arrays', read: readJson },
};

/** Reads a data file: `.csv` with a header or Stan-style `.json`, either compressed (`.gz`). */
export function readDataset(path: string): Dataset {
  const format = formatOf(path);
  const bytes = readBytes(path);
  const name = basename(path);
  const text = decode(path, isCompressed(path) ? unpack(path, bytes) : bytes);
  if (text.trim() === '') {
    throw failure(diagnostic(M.empty, { path, remedy: 'check that it was written whole' }));
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { name, kind: format.kind, columns: format.read(name, text), hash };
}

function isCompressed(path: string): boolean {
  return extname(path).toLowerCase() === '.gz';
}

function formatOf(path: string): Format {
  const ending = extname(isCompressed(path) ? path.slice(0, -'.gz'.length) : path).toLowerCase();
  const format = FORMATS[ending];
  if (format !== undefined) return format;
  const known = Object.keys(FORMATS).flatMap((end) => [end, `${end}.gz`]);
  const values = { path, ending: ending === '' ? 'none' : ending, known: known.join(', ') };
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
