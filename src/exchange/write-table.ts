import { existsSync, linkSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { csvLine, type Cell } from './csv-line.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';
import { writeWhole } from './whole-file.js';

/** Writes rows as CSV, the header first: the whole file or nothing, and never over another. */
export function writeTable(path: string, rows: Iterable<readonly Cell[]>): void {
  writeLines(path, linesOf(rows));
}

function* linesOf(rows: Iterable<readonly Cell[]>): Generator<string> {
  for (const row of rows) yield csvLine(row);
}

/** Throws where no file can be made here. For a prompt answer: that none is written over is made certain at the end. */
export function requireNew(path: string): void {
  if (existsSync(path)) throw alreadyThere(path);
  const directory = dirname(path);
  if (existsSync(directory)) return;
  throw new DiagnosticError([diagnostic(M.missingDirectory, { directory, path })]);
}

/** Writes lines: the whole file or nothing, and never over another. */
export function writeLines(path: string, lines: Iterable<string>): void {
  requireNew(path);
  writeWhole(path, endedLines(lines), (temporary) => {
    publish(temporary, path);
  });
}

/** Lines as pieces of a text, each with its end. */
export function* endedLines(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

/** Unlike a rename, a link fails where the name has been taken meanwhile. */
function publish(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch {
    // The name is taken, or this file system has no links.
    if (existsSync(path)) throw alreadyThere(path);
    renameSync(temporary, path);
  }
}

function alreadyThere(path: string): DiagnosticError {
  return new DiagnosticError([diagnostic(M.fileExists, { path })]);
}
