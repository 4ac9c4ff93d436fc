import type { RandomStream } from './stream.js';
import { drawGamma, drawInverseGamma, SMALLEST } from './variates.js';

/**
 * Generalised inverse Gaussian, density proportional to x^(p-1) exp(-(a x + b / x) / 2). The limits
 * b = 0 and a = 0 are a gamma and an inverse gamma. Source: Devroye (2014), Stat. Comput. 24.
 */
export function drawGig(stream: RandomStream, p: number, a: number, b: number): number {
  const lambda = Math.abs(p);
  const omega = Math.sqrt(a) * Math.sqrt(b);
  if (b === 0 || (omega === 0 && p > 0)) return drawGamma(stream, p, a / 2);
  if (a === 0 || omega === 0) return drawInverseGamma(stream, lambda, b / 2);
  const radius = lambda + Math.hypot(omega, lambda);
  const logAlpha = 2 * Math.log(omega) - Math.log(radius);
  // On the log scale throughout: the law may spread over more orders of magnitude than a number holds.
  const logDraw = Math.log(radius) + logStandard(stream, lambda, logAlpha);
  const draw = Math.exp(p < 0 ? Math.log(b) - logDraw : logDraw - Math.log(a));
  return Math.min(Math.max(draw, SMALLEST), Number.MAX_VALUE);
}

/** Where the tails of the envelope take over from its flat middle, and their slopes. */
interface Envelope {
  readonly left: number;
  readonly right: number;
  readonly leftScale: number;
  readonly rightScale: number;
}

/** Log of a draw over its mode: log density -alpha (cosh x - 1) - lambda (e^x - x - 1), log-concave. */
function logStandard(stream: RandomStream, lambda: number, logAlpha: number): number {
  // lambda may be 0 where exp(x) overflows.
  const linear = (x: number) => (lambda === 0 ? 0 : lambda * (Math.expm1(x) - x));
  const logDensity = (x: number) => -alphaCosh(logAlpha, x) - linear(x);
  const slope = (x: number) =>
    -alphaSinh(logAlpha, x) - (lambda === 0 ? 0 : lambda * Math.expm1(x));
  const tangents = {
    right: rightTangent(lambda, logAlpha, -logDensity(1)),
    left: leftTangent(lambda, logAlpha, -logDensity(-1)),
  };
  const { left, right, leftScale, rightScale } = envelope(tangents, logDensity, slope);
  const middle = left + right;
  for (;;) {
    const u = stream.uniform() * (leftScale + middle + rightScale);
    const beyond = stream.exponential();
    let x: number;
    let above = 0;
    if (u < middle) x = u - left;
    else if (u < middle + rightScale) {
      x = right + rightScale * beyond;
      above = -beyond;
    } else {
      x = -left - leftScale * beyond;
      above = -beyond;
    }
    if (above - stream.exponential() <= logDensity(x)) return x;
  }
}

function envelope(
  tangents: { readonly left: number; readonly right: number },
  logDensity: (x: number) => number,
  slope: (x: number) => number,
): Envelope {
  const { left: s, right: t } = tangents;
  const rightScale = -1 / slope(t);
  const leftScale = 1 / slope(-s);
  return {
    left: s + leftScale * logDensity(-s),
    right: t + rightScale * logDensity(t),
    leftScale,
    rightScale,
  };
}

/** Below this, alpha (cosh x - 1) is alpha exp |x| / 2 to rounding wherever it counts, and cosh may overflow. */
const SMALL_LOG_ALPHA = -100;

/** alpha (cosh x - 1). */
function alphaCosh(logAlpha: number, x: number): number {
  if (logAlpha < SMALL_LOG_ALPHA) return 0.5 * Math.exp(logAlpha + Math.abs(x));
  return Math.exp(logAlpha) * (Math.cosh(x) - 1);
}

/** alpha sinh x. */
function alphaSinh(logAlpha: number, x: number): number {
  if (logAlpha < SMALL_LOG_ALPHA) return 0.5 * Math.sign(x) * Math.exp(logAlpha + Math.abs(x));
  return Math.exp(logAlpha) * Math.sinh(x);
}

function rightTangent(lambda: number, logAlpha: number, fall: number): number {
  const alpha = Math.exp(logAlpha);
  if (fall > 2) return Math.sqrt(2 / (alpha + lambda));
  if (fall >= 0.5) return 1;
  return lambda === 0 ? Math.log(4) - logAlpha : Math.log(4 / (alpha + 2 * lambda));
}

function leftTangent(lambda: number, logAlpha: number, fall: number): number {
  const alpha = Math.exp(logAlpha);
  if (fall > 2) return Math.sqrt(4 / (alpha * Math.cosh(1) + lambda));
  if (fall >= 0.5) return 1;
  // acosh(1 + 1 / alpha), of which the leading term remains for small alpha.
  const far =
    logAlpha < SMALL_LOG_ALPHA ? Math.LN2 - logAlpha : Math.acosh(1 + Math.exp(-logAlpha));
  return Math.min(1 / lambda, far);
}
