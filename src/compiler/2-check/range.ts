import { constant } from '../../expression/index.js';
import type { Support, SupportKind } from '../../library/support.js';

/** What is known of every element of a value: bounds, and whether it is a whole number. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
  readonly integer: boolean;
}

export const anything: Range = { lower: -Infinity, upper: Infinity, integer: false };

export function pointRange(value: number): Range {
  return { lower: value, upper: value, integer: Number.isInteger(value) };
}

const RANGES: Readonly<Record<SupportKind, Range>> = {
  real: anything,
  positive: { lower: 0, upper: Infinity, integer: false },
  unit: { lower: 0, upper: 1, integer: false },
  interval: anything,
  count: { lower: 0, upper: Infinity, integer: true },
  bool: { lower: 0, upper: 1, integer: true },
  class: { lower: 1, upper: Infinity, integer: true },
  ordered: anything,
  simplex: { lower: 0, upper: 1, integer: false },
  composition: { lower: 0, upper: Infinity, integer: true },
  covariance: anything,
  correlation: { lower: -1, upper: 1, integer: false },
  cholesky_correlation: { lower: -1, upper: 1, integer: false },
};

export function rangeOfSupport(kind: SupportKind): Range {
  return RANGES[kind];
}

/** The narrowest support a range is known to lie in. */
export function supportOfRange(range: Range): SupportKind {
  if (range.lower < 0) return 'real';
  if (range.integer && range.upper <= 1) return 'bool';
  if (range.upper <= 1) return 'unit';
  return range.integer && range.lower === 0 ? 'count' : 'positive';
}

/** The set of values in a range, as far as the range tells it. */
export function supportWithin({ lower, upper, integer }: Range): Support {
  if (integer) return { kind: 'count' };
  if (lower === -Infinity && upper === Infinity) return { kind: 'real' };
  if (lower === 0 && upper === Infinity) return { kind: 'positive' };
  if (lower === 0 && upper === 1) return { kind: 'unit' };
  return { kind: 'interval', lower: constant(lower), upper: constant(upper) };
}

/** Whether a value in `range` can be used where `support` is asked for. */
export function fits(range: Range, support: Support['kind']): boolean {
  if (support === 'positive') return range.lower >= 0 && range.upper > 0;
  // Ranges say nothing of how the elements of a matrix go together, and sums are known too roughly.
  if (support === 'correlation' || support === 'cholesky_correlation') return true;
  const wanted = rangeOfSupport(support);
  if (wanted.integer && !range.integer) return false;
  return range.lower >= wanted.lower && range.upper <= wanted.upper;
}

export function addRanges(a: Range, b: Range): Range {
  return {
    lower: a.lower + b.lower,
    upper: a.upper + b.upper,
    integer: a.integer && b.integer,
  };
}

export function negateRange(a: Range): Range {
  return { lower: -a.upper, upper: -a.lower, integer: a.integer };
}

export function multiplyRanges(a: Range, b: Range): Range {
  const corners = [a.lower, a.upper].flatMap((x) => [b.lower, b.upper].map((y) => product(x, y)));
  return {
    lower: Math.min(...corners),
    upper: Math.max(...corners),
    integer: a.integer && b.integer,
  };
}

/** 0 times infinity is 0 here: an end of a range is approached, not reached. */
function product(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : x * y;
}

export function invertRange(a: Range): Range {
  if (a.lower < 0 && a.upper > 0) return anything;
  if (a.lower >= 0)
    return { lower: 1 / a.upper, upper: a.lower === 0 ? Infinity : 1 / a.lower, integer: false };
  return { lower: a.upper === 0 ? -Infinity : 1 / a.upper, upper: 1 / a.lower, integer: false };
}

export function powerRange(a: Range, b: Range): Range {
  const even = b.lower === b.upper && b.lower % 2 === 0;
  if (!even && a.lower < 0) return anything;
  const unit = a.lower >= 0 && a.upper <= 1 && b.lower >= 0;
  return { lower: 0, upper: unit ? 1 : Infinity, integer: a.integer && b.integer && b.lower >= 0 };
}

/** As messages say it. */
export function describeRange(range: Range): string {
  if (range.lower === range.upper) return String(range.lower);
  const whole = range.integer ? 'whole numbers' : 'any number';
  if (range.lower === -Infinity && range.upper === Infinity) return whole;
  if (range.upper === Infinity) return `${whole} from ${String(range.lower)}`;
  if (range.lower === -Infinity) return `${whole} up to ${String(range.upper)}`;
  return `${whole} from ${String(range.lower)} to ${String(range.upper)}`;
}
