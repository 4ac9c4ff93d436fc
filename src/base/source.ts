/** A half-open range of UTF-16 offsets in a source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text with the name its diagnostics are printed under. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
  /** What `use ... from "path"` reads, by the path as written. */
  readonly uses?: ReadonlyMap<string, UsedText>;
}

/** A used text, or why there is none. */
export type UsedText =
  SourceText | { readonly problem: 'missing' | 'cycle'; readonly reason: string };

/** 1-based line and column of an offset; offsets past the end give the end. */
export function positionOf(source: SourceText, offset: number): { line: number; column: number } {
  const before = source.text.slice(0, Math.max(0, offset));
  const lastBreak = before.lastIndexOf('\n');
  let line = 1;
  for (const character of before) if (character === '\n') line++;
  return { line, column: before.length - lastBreak };
}
