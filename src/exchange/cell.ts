const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const MISSING: ReadonlySet<string> = new Set(['', 'NA', 'NaN', 'nan']);

/** Whether a cell or a text in an array stands for a missing value. */
export function isMissing(text: string): boolean {
  return MISSING.has(text);
}

/** The number a text writes in full, NaN for a missing one, undefined for any other text. */
export function numberIn(text: string): number | undefined {
  if (isMissing(text)) return NaN;
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  // 1e999 is written like a number and is none.
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Cells as numbers where all are; else as texts, so that whoever needs numbers can name the first
 * cell that is none. A missing cell is NaN or ''.
 */
export function cellValues(cells: readonly string[]): Float64Array | readonly string[] {
  const values = new Float64Array(cells.length);
  for (let k = 0; k < cells.length; k++) {
    const value = numberIn(cells[k]!);
    if (value === undefined) return cells.map((cell) => (isMissing(cell) ? '' : cell));
    values[k] = value;
  }
  return values;
}
