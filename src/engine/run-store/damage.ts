import { readFileSync } from 'node:fs';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { ENGINE_MESSAGES } from '../messages.js';
import { parseExactly } from './exact-json.js';
import type { Fingerprint } from './manifest.js';

export function damaged(file: string, reason: string): DiagnosticError {
  return new DiagnosticError([diagnostic(ENGINE_MESSAGES.damaged, { file, reason })]);
}

export function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

/** Reads a file that a whole run has; a missing one is damage. */
export function readPresent<T>(file: string, read: (file: string) => T): T {
  try {
    return read(file);
  } catch (thrown) {
    throw isMissing(thrown) ? damaged(file, 'it is missing') : thrown;
  }
}

/** A JSON object of our writing, with the keys that its readers need. */
export function readDocument(file: string, keys: readonly string[]): object {
  const document = parse(
    file,
    readPresent(file, (path) => readFileSync(path, 'utf8')),
  );
  const missing = keys.find((key) => !(key in document));
  if (missing !== undefined) throw damaged(file, `it lacks "${missing}"`);
  return document;
}

function parse(file: string, text: string): object {
  let document: unknown;
  try {
    document = parseExactly(text);
  } catch {
    throw damaged(file, 'it is not JSON');
  }
  if (typeof document !== 'object' || document === null) throw damaged(file, 'it is not an object');
  return document;
}

/** A file that never changes must be what was written. */
export function requireSame(file: string, written: Fingerprint, found: Fingerprint): void {
  if (found.bytes !== written.bytes) {
    throw damaged(file, `it has ${String(found.bytes)} bytes, not ${String(written.bytes)}`);
  }
  if (found.sha256 !== written.sha256) throw damaged(file, 'its content has changed');
}
