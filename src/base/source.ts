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

const lineStarts = new WeakMap<SourceText, readonly number[]>();

/** The offset where each line begins, found once a text. */
function startsOf(source: SourceText): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (let i = source.text.indexOf('\n'); i >= 0; i = source.text.indexOf('\n', i + 1)) {
    starts.push(i + 1);
  }
  lineStarts.set(source, starts);
  return starts;
}

/** 1-based line and column of an offset; offsets past the end give the end. */
export function positionOf(source: SourceText, offset: number): { line: number; column: number } {
  const place = Math.min(Math.max(0, offset), source.text.length);
  const starts = startsOf(source);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: place - starts[low]! + 1 };
}

/** The text of a 1-based line, without its end. */
export function lineOf(source: SourceText, line: number): string {
  const starts = startsOf(source);
  return source.text.slice(starts[line - 1], (starts[line] ?? source.text.length + 1) - 1);
}
