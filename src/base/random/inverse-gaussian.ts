import type { RandomStream } from './stream.js';
import { drawGamma, drawInverseGamma } from './variates.js';

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
  const standard = Math.exp(logStandard(stream, lambda, omega * (omega / radius)));
  return p < 0 ? b / (radius * standard) : (radius * standard) / a;
}

/** Where the tails of the envelope take over from its flat middle, and their slopes. */
interface Envelope {
  readonly left: number;
  readonly right: number;
  readonly leftScale: number;
  readonly rightScale: number;
}

/** Log of a draw over its mode: log density -alpha (cosh x - 1) - lambda (e^x - x - 1), log-concave. */
function logStandard(stream: RandomStream, lambda: number, alpha: number): number {
  const logDensity = (x: number) => -alpha * (Math.cosh(x) - 1) - lambda * (Math.exp(x) - x - 1);
  const { left, right, leftScale, rightScale } = envelope(lambda, alpha, logDensity);
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

function envelope(lambda: number, alpha: number, logDensity: (x: number) => number): Envelope {
  const slope = (x: number) => -alpha * Math.sinh(x) - lambda * Math.expm1(x);
  const t = rightTangent(lambda, alpha, -logDensity(1));
  const s = leftTangent(lambda, alpha, -logDensity(-1));
  const rightScale = -1 / slope(t);
  const leftScale = 1 / slope(-s);
  return {
    left: s + leftScale * logDensity(-s),
    right: t + rightScale * logDensity(t),
    leftScale,
    rightScale,
  };
}

function rightTangent(lambda: number, alpha: number, fall: number): number {
  if (fall > 2) return Math.sqrt(2 / (alpha + lambda));
  return fall < 0.5 ? Math.log(4 / (alpha + 2 * lambda)) : 1;
}

function leftTangent(lambda: number, alpha: number, fall: number): number {
  if (fall > 2) return Math.sqrt(4 / (alpha * Math.cosh(1) + lambda));
  if (fall >= 0.5) return 1;
  return Math.min(1 / lambda, Math.log1p(1 / alpha + Math.sqrt(1 / (alpha * alpha) + 2 / alpha)));
}
