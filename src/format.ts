import type { Diagnostic } from './base/diagnostic.js';
import type { SourceText } from './base/source.js';
import { readModel } from './cli/inputs.js';
import { format as formatText } from './compiler/format.js';
import { replaceText } from './exchange/index.js';

export interface FormatInput {
  /** Path of a `.bnn` file, or its text. */
  readonly model: string | SourceText;
  /** Replaces the file, whole or not at all, where its text is not yet laid out so. */
  readonly write?: boolean;
}

export interface FormatResult {
  readonly source: SourceText;
  /** The text laid out; absent where it has syntax errors, and is left as it is. */
  readonly text?: string;
  /** Whether that differs from what stands there. */
  readonly changed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lays out a model's text: the same words and comments, and names where an argument could be misread. */
export async function format({ model, write = false }: FormatInput): Promise<FormatResult> {
  const source = await Promise.resolve(readModel(model));
  const { text, diagnostics } = formatText(source);
  const changed = text !== undefined && text !== source.text;
  if (changed && write && typeof model === 'string') replaceText(model, text);
  return { source, ...(text !== undefined && { text }), changed, diagnostics };
}
