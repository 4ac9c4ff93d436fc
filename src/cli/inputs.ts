import { readFileSync } from 'node:fs';
import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import type { SourceText } from '../base/source.js';
import { isSystemError } from './failure.js';
import { CLI_MESSAGES } from './messages.js';

/** A model's text; a path is read, and is the name its diagnostics are printed under. */
export function readModel(model: string | SourceText): SourceText {
  if (typeof model !== 'string') return model;
  try {
    return { name: model, text: readFileSync(model, 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const problem =
      error.code === 'ENOENT'
        ? diagnostic(CLI_MESSAGES.missingFile, { path: model })
        : diagnostic(CLI_MESSAGES.notReadable, { path: model, reason: error.message });
    throw new DiagnosticError([problem]);
  }
}
