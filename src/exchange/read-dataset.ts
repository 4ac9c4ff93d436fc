import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Column, Dataset } from '../base/dataset.js';
import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';
import { readDataFile } from './read-data-file.js';

/**
 * Reads data: a `.csv` table with a header, a Stan-style `.json`, or one array in `.npy` or `.idx`, each also compressed
 * (`.gz`). Several files stand one after the other with commas, and an array may be given a name: `x=images.idx.gz,y=labels.idx.gz`.
 */
export function readDataset(given: string): Dataset {
  const parts = existsSync(given) ? [{ path: given }] : partsOf(given);
  const read = parts.map(({ path, name }) => readDataFile(path, name));
  return read.length === 1 ? read[0]! : joined(given, read);
}

interface Part {
  readonly path: string;
  readonly name?: string;
}

function partsOf(given: string): Part[] {
  const parts = given.split(',').map((part): Part => {
    const [, name, path] = /^([\p{L}_][\p{L}\d_]*)=(.+)$/u.exec(part) ?? [];
    return name === undefined || existsSync(part) ? { path: part } : { path: path!, name };
  });
  // A comma in the name of a file that is not there is no list.
  return parts.every(({ path }) => path !== '') ? parts : [{ path: given }];
}

function joined(given: string, parts: readonly Dataset[]): Dataset {
  const columns = new Map<string, Column>();
  for (const part of parts) {
    for (const [name, column] of part.columns) {
      if (columns.has(name)) {
        const problem = `both ${columns.get(name)!.place(0)} and ${part.name} give ${name}`;
        throw new DiagnosticError([diagnostic(M.severalFiles, { given, problem })]);
      }
      columns.set(name, column);
    }
  }
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part.hash);
  const kind = parts.every((part) => part.kind === 'table') ? 'table' : 'arrays';
  const name = parts.map((part) => part.name).join(', ');
  return { name, kind, columns, hash: hash.digest('hex') };
}
