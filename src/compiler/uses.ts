import type { SourceText, UsedText } from '../base/source.js';
import { parse } from './1-parse/index.js';

/**
 * Reads the file that stands under `path` in a text called `from`: its text under the name that its
 * own messages and relative paths go by, equal for equal files; or why it cannot be read.
 */
export type ReadUsed = (path: string, from: string) => SourceText | { readonly reason: string };

/** A text with all that it uses from other files, and what those use. */
export function withUses(source: SourceText, read: ReadUsed): SourceText {
  return attach(source, read, [source.name]);
}

function attach(source: SourceText, read: ReadUsed, open: readonly string[]): SourceText {
  const uses = new Map<string, UsedText>();
  // Most texts use none, and parsing costs more than looking.
  if (!/\bfrom\b/.test(source.text)) return source;
  for (const statement of parse(source).program.statements) {
    if (statement.kind !== 'use' || statement.from === undefined) continue;
    const { path } = statement.from;
    if (!uses.has(path)) uses.set(path, usedText(read(path, source.name), read, open));
  }
  return uses.size === 0 ? source : { ...source, uses };
}

function usedText(
  found: SourceText | { readonly reason: string },
  read: ReadUsed,
  open: readonly string[],
): UsedText {
  if ('reason' in found) return { problem: 'missing', reason: found.reason };
  const at = open.indexOf(found.name);
  if (at < 0) return attach(found, read, [...open, found.name]);
  return { problem: 'cycle', reason: [...open.slice(at), found.name].join(' -> ') };
}
