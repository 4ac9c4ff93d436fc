import {
  complementOf,
  continuedFraction,
  smallerTail,
  type LogAndSlope,
  type Tail,
} from './continued-fraction.js';
import {
  ASYMPTOTIC,
  betaln,
  digamma,
  lgamma,
  log1pLess,
  stirlingRemainder,
} from './gamma-function.js';
import { log1pexp } from './log1pexp.js';

/*
 * The regularised incomplete beta function I_x(a, b), x by its logit, which keeps the digits of x and of 1 - x.
 * Derivatives in a and b are those of the series and of the continued fraction, term by term: Boik and Robison-Cox
 * (1998), Journal of Statistical Software 3(1). They are taken in a direction: the derivative is da d/da + db d/db.
 */

const HALF_LOG_TWO_PI = 0.91893853320467274;
const EPSILON = 1e-17;
/** The power series is short up to here, in x, and has no cancellation, in b x. */
const SERIES_X = 0.7;
const SERIES_BX = 0.7;

/** The same point from either side. */
interface Point {
  readonly a: number;
  readonly b: number;
  readonly da: number;
  readonly db: number;
  readonly x: number;
  /** 1 - x */
  readonly y: number;
  readonly logX: number;
  readonly logY: number;
}

/** Log of I_x(a, b), x = 1 / (1 + exp(-logit)). I_{1-x}(b, a) = 1 - I_x(a, b) is that of -logit. */
export function logBetaI(a: number, b: number, logit: number): number {
  return lowerTail(a, b, logit, 0, 0).log;
}

/** d/da of it. */
export function logBetaISlopeA(a: number, b: number, logit: number): number {
  return lowerTail(a, b, logit, 1, 0).slope;
}

/** d/db of it. */
export function logBetaISlopeB(a: number, b: number, logit: number): number {
  return lowerTail(a, b, logit, 0, 1).slope;
}

/** Log of x^a (1 - x)^b / B(a, b): the derivative of I_x(a, b) in the logit. */
export function logBetaScale(a: number, b: number, logit: number): number {
  return logScale(pointAt(a, b, logit, 0, 0));
}

function lowerTail(a: number, b: number, logit: number, da: number, db: number): LogAndSlope {
  if (!(a >= 0 && b >= 0) || Number.isNaN(logit)) return { log: NaN, slope: NaN };
  if (b === 0 || logit === -Infinity) return { log: -Infinity, slope: da > 0 ? -Infinity : 0 };
  if (a === 0 || logit === Infinity) return { log: 0, slope: 0 };
  const found = tail(pointAt(a, b, logit, da, db));
  return found.isLower ? found : complementOf(found);
}

function pointAt(a: number, b: number, logit: number, da: number, db: number): Point {
  const [logX, logY] = [-log1pexp(-logit), -log1pexp(logit)];
  return { a, b, da, db, x: Math.exp(logX), y: Math.exp(logY), logX, logY };
}

function turned({ a, b, da, db, x, y, logX, logY }: Point): Point {
  return { a: b, b: a, da: db, db: da, x: y, y: x, logX: logY, logY: logX };
}

/** The tail that is found without cancellation. */
function tail(point: Point): Tail {
  const { a, b, x, y } = point;
  if (x <= SERIES_X && b * x <= SERIES_BX) return bySeries(point);
  if (y <= SERIES_X && a * y <= SERIES_BX) {
    const found = bySeries(turned(point));
    return { ...found, isLower: !found.isLower };
  }
  if (b * x <= a * y) return { isLower: true, ...byFraction(point) };
  return { isLower: false, ...byFraction(turned(point)) };
}

/** Log of x^a y^b / B(a, b), by the distance of x from a / (a + b) where terms would cancel. */
function logScale({ a, b, x, y, logX, logY }: Point): number {
  if (Math.min(a, b) < ASYMPTOTIC) return a * logX + b * logY - betaln(a, b);
  const excess = b * x - a * y;
  const deviance = a * log1pLess(excess / a) + b * log1pLess(-excess / b);
  const remainder = stirlingRemainder(a) + stirlingRemainder(b) - stirlingRemainder(a + b);
  return deviance + 0.5 * Math.log(a * (b / (a + b))) - HALF_LOG_TWO_PI - remainder;
}

function scaleSlope({ a, b, da, db, logX, logY }: Point): number {
  const both = digamma(a + b);
  return da * (logX - digamma(a) + both) + db * (logY - digamma(b) + both);
}

/** The continued fraction 9 of Didonato and Morris (1992), ACM TOMS 18(3), for x up to a / (a + b). */
function byFraction(point: Point): LogAndSlope {
  const { a, b, da, db, x, y } = point;
  const excess = a * y - b * x;
  const excessSlope = da * y - db * x;
  const first = (a / (a + 1)) * (excess + 1);
  const firstSlope = (da * (excess + 1)) / (a + 1) ** 2 + (a / (a + 1)) * excessSlope;
  const below = continuedFraction(first, firstSlope, (n, out) => {
    const [odd, next] = [a + 2 * n - 1, a + 2 * n + 1];
    const share = (n * (b - n) * x) / odd;
    const shareSlope = (n * db * x - share * da) / odd;
    const [u, v] = [(a + n - 1) / odd, (a + b + n - 1) * x];
    const uSlope = (da * n) / odd ** 2;
    out[0] = u * v * share;
    out[1] = uSlope * v * share + u * (da + db) * x * share + u * v * shareSlope;
    const [w, z] = [(a + n) / next, excess + 1 + n * (1 + y)];
    out[2] = n + share + w * z;
    out[3] = shareSlope + ((da * (n + 1)) / next ** 2) * z + w * excessSlope;
  });
  return { log: logScale(point) - below.log, slope: scaleSlope(point) - below.slope };
}

/** I = x^a / (a B(a, b)) (1 + a sum_n (1 - b) ... (n - b) x^n / (n! (a + n))); Abramowitz and Stegun 26.5.4. */
function bySeries({ a, b, da, db, x, logX }: Point): Tail {
  let [term, termSlope, sum, slope] = [1, 0, 0, 0];
  for (let n = 1; Math.abs(term) + Math.abs(termSlope) > EPSILON; n++) {
    termSlope = ((termSlope * (n - b) - db * term) * x) / n;
    term *= ((n - b) * x) / n;
    sum += term / (a + n);
    slope += (da * n * term) / (a + n) ** 2 + (a * termSlope) / (a + n);
  }
  const ways =
    b < ASYMPTOTIC ? lgamma(a + b) - lgamma(b) - lgamma(a + 1) : -Math.log(a) - betaln(a, b);
  const log = a * logX + ways;
  const rise = digamma(a + b);
  const lower: LogAndSlope = {
    log: log + Math.log1p(a * sum),
    slope: da * (logX - digamma(a + 1) + rise) + db * (rise - digamma(b)) + slope / (1 + a * sum),
  };
  return smallerTail(lower, -Math.expm1(log) - Math.exp(log) * a * sum);
}
