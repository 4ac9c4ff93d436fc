/** Writes partial numerator and denominator n = 1, 2, ... with the derivative of each: [a, a', b, b']. */
export type FractionTerm = (n: number, out: Float64Array) => void;

/** A positive number by its logarithm, and the derivative of that. */
export interface LogAndSlope {
  readonly log: number;
  readonly slope: number;
}

const TOLERANCE = 1e-15;
const MOST_TERMS = 1_000_000;

/**
 * b0 + a1 / (b1 + a2 / (b2 + ...)) by Wallis' recurrence for numerators and denominators, and its derivative by that
 * of the recurrence: as Moore (1982), AS 187, Applied Statistics 31(3), does for the incomplete gamma. Positive.
 */
export function continuedFraction(b0: number, slope0: number, term: FractionTerm): LogAndSlope {
  const next = new Float64Array(4);
  let [above, aboveSlope, below, belowSlope] = [b0, slope0, 1, 0];
  let [above1, above1Slope, below1, below1Slope] = [1, 0, 0, 0];
  let [value, slope] = [b0, slope0 / b0];
  for (let n = 1; n <= MOST_TERMS; n++) {
    term(n, next);
    const a = next[0]!;
    const da = next[1]!;
    const b = next[2]!;
    const db = next[3]!;
    const newAbove = b * above + a * above1;
    const newAboveSlope = db * above + b * aboveSlope + da * above1 + a * above1Slope;
    const newBelow = b * below + a * below1;
    const newBelowSlope = db * below + b * belowSlope + da * below1 + a * below1Slope;
    // What is common to all eight has no say in their ratios.
    const scale = 1 / newBelow;
    [above1, above1Slope] = [above * scale, aboveSlope * scale];
    [below1, below1Slope] = [below * scale, belowSlope * scale];
    [above, aboveSlope] = [newAbove * scale, newAboveSlope * scale];
    [below, belowSlope] = [1, newBelowSlope * scale];
    const newSlope = aboveSlope / above - belowSlope;
    const isSettled =
      Math.abs(above - value) <= TOLERANCE * Math.abs(above) &&
      Math.abs(newSlope - slope) <= TOLERANCE * Math.abs(newSlope);
    [value, slope] = [above, newSlope];
    if (isSettled || Number.isNaN(value)) break;
  }
  return { log: Math.log(value), slope };
}

/** log(1 - t) for a chance t, with its derivative. */
export function complementOf({ log, slope }: LogAndSlope): LogAndSlope {
  const value = Math.exp(log);
  const rest = -Math.expm1(log);
  return {
    log: log < -Math.LN2 ? Math.log1p(-value) : Math.log(rest),
    slope: value === 0 ? 0 : (-value * slope) / rest,
  };
}

/** One of two tails that make up 1. */
export interface Tail extends LogAndSlope {
  readonly isLower: boolean;
}

/** The lower tail where it is the smaller, else the upper one, of the value `upper`. */
export function smallerTail(lower: LogAndSlope, upper: number): Tail {
  if (upper > 0.5) return { isLower: true, ...lower };
  return {
    isLower: false,
    log: Math.log(upper),
    slope: (-Math.exp(lower.log) * lower.slope) / upper,
  };
}
