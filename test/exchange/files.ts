import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { DiagnosticError, type Diagnostic } from '../../src/base/diagnostic.js';

/** A directory of its own for the calling test file, removed when it is done. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bnn-exchange-'));
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });
  return directory;
}

export function put(directory: string, name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

/** The diagnostics that the action throws. */
export function diagnosticsOf(action: () => unknown): readonly Diagnostic[] {
  try {
    action();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}
