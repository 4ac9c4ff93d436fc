import {
  complementOf,
  continuedFraction,
  smallerTail,
  type LogAndSlope,
  type Tail,
} from './continued-fraction.js';
import { ASYMPTOTIC, digamma, lgamma, log1pLess, stirlingRemainder } from './gamma-function.js';

/*
 * The regularised incomplete gamma functions P(a, x) and Q = 1 - P and their derivatives in a, which are those of the
 * series and of the continued fraction, term by term: Moore (1982), AS 187, Applied Statistics 31(3), 330-335.
 * The number of terms grows as the root of a.
 */

const HALF_LOG_TWO_PI = 0.91893853320467274;
const EPSILON = 1e-17;

/** Log of P(a, x), a >= 0, x >= 0. */
export function logGammaP(a: number, x: number): number {
  return lowerOf(tail(a, x)).log;
}

/** Log of Q(a, x). */
export function logGammaQ(a: number, x: number): number {
  return upperOf(tail(a, x)).log;
}

/** d/da of log P(a, x). */
export function logGammaPSlope(a: number, x: number): number {
  return lowerOf(tail(a, x)).slope;
}

/** d/da of log Q(a, x). */
export function logGammaQSlope(a: number, x: number): number {
  return upperOf(tail(a, x)).slope;
}

function lowerOf(found: Tail): LogAndSlope {
  return found.isLower ? found : complementOf(found);
}

function upperOf(found: Tail): LogAndSlope {
  return found.isLower ? complementOf(found) : found;
}

/** The tail that is found without cancellation. */
function tail(a: number, x: number): Tail {
  if (!(a >= 0 && x >= 0)) return { isLower: true, log: NaN, slope: NaN };
  if (x === 0) return { isLower: true, log: -Infinity, slope: -Infinity };
  if (a === 0 || x === Infinity) return { isLower: false, log: -Infinity, slope: Infinity };
  if (a < 0.5 && x < 1.5) return smallShape(a, x);
  return x < a + 1 ? bySeries(a, x) : byFraction(a, x);
}

/** a log x - x - log gamma(a + 1) */
function logScale(a: number, x: number): number {
  if (a < ASYMPTOTIC) return a * Math.log(x) - x - lgamma(a + 1);
  const deviance = a * log1pLess((x - a) / a);
  return deviance - HALF_LOG_TWO_PI - 0.5 * Math.log(a) - stirlingRemainder(a);
}

/** P = x^a e^-x / gamma(a + 1) sum_n x^n / ((a + 1) ... (a + n)); Abramowitz and Stegun 6.5.29. */
function bySeries(a: number, x: number): Tail {
  let [term, harmonic, sum, slope] = [1, 0, 1, 0];
  for (let n = 1; term * (1 + harmonic) > EPSILON * sum; n++) {
    term *= x / (a + n);
    harmonic += 1 / (a + n);
    sum += term;
    slope -= term * harmonic;
  }
  return {
    isLower: true,
    log: logScale(a, x) + Math.log(sum),
    slope: Math.log(x) - digamma(a + 1) + slope / sum,
  };
}

/** Q = x^a e^-x / gamma(a) / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)); Abramowitz and Stegun 6.5.31. */
function byFraction(a: number, x: number): Tail {
  const below = continuedFraction(x + 1 - a, -1, (n, out) => {
    out[0] = n * (a - n);
    out[1] = n;
    out[2] = x + 2 * n + 1 - a;
    out[3] = -1;
  });
  return {
    isLower: false,
    log: logScale(a, x) + Math.log(a) - below.log,
    slope: Math.log(x) - digamma(a) - below.slope,
  };
}

/** Where P is nearly 1 however small x is; Gautschi (1979), ACM TOMS 5(4), 466-481. */
function smallShape(a: number, x: number): Tail {
  let [power, sum, slope] = [1, 0, 0];
  for (let n = 1; Math.abs(power) > EPSILON; n++) {
    power *= -x / n;
    sum += power / (a + n);
    slope += (n * power) / (a + n) ** 2;
  }
  const log = a * Math.log(x) - lgamma(a + 1);
  const lower: LogAndSlope = {
    log: log + Math.log1p(a * sum),
    slope: Math.log(x) - digamma(a + 1) + slope / (1 + a * sum),
  };
  return smallerTail(lower, -Math.expm1(log) - Math.exp(log) * a * sum);
}
