import { inFreshProcess } from './fresh-process.js';
import { summarised, type Measured } from './timing.js';

const STARTS = 5;
const LINES = [1250, 2500, 5000, 10_000, 20_000];

export interface CheckRow {
  readonly lines: number;
  /** CPU milliseconds of the first check in a process: lexer, parser and every check, nothing warm. */
  readonly milliseconds: Measured;
}

export function checkTable(): CheckRow[] {
  return LINES.map((lines) => {
    const starts = Array.from({ length: STARTS }, () =>
      inFreshProcess<number>('first-check', [String(lines)]),
    );
    return { lines, milliseconds: summarised(starts) };
  });
}
