import { integrate } from './gauss-legendre.js';
import { logNormalCdf, normalCdf } from './normal-integral.js';

/** Where the exponent has fallen by half of this there is nothing more. */
const FAR = 80;
const WIDEST = 42;

/**
 * Log of the distribution function of a standard skew normal, Phi(z) - 2 T(z, shape) with T of Owen (1956), Annals of
 * Mathematical Statistics 27(4), 1075-1090; Azzalini (1985), Scandinavian Journal of Statistics 12(2), 171-178.
 */
export function logSkewNormalCdf(z: number, shape: number): number {
  if (Number.isNaN(z) || Number.isNaN(shape)) return NaN;
  if (z === -Infinity) return -Infinity;
  if (z === Infinity) return 0;
  if (shape === 0) return logNormalCdf(z);
  if (z >= 0) {
    const upper = shape > 0 ? upperTail(z, shape) : Math.exp(logThinTail(z, -shape));
    return Math.log1p(-upper);
  }
  return shape > 0 ? logThinTail(-z, shape) : Math.log(upperTail(-z, -shape));
}

/** P(Z > h), h >= 0, where the shape is positive: a sum of two positive terms, at least Phi(-h). */
function upperTail(h: number, shape: number): number {
  return normalCdf(-h) + 2 * owenT(h, shape);
}

/** T(h, a) = 1 / (2 pi) times the integral of exp(-h^2 (1 + s^2) / 2) / (1 + s^2) from 0 to a; s = sinh(w). */
function owenT(h: number, a: number): number {
  const f = (w: number) => Math.exp((-h * h * Math.sinh(w) ** 2) / 2) / Math.cosh(w);
  const end = Math.min(Math.asinh(Math.min(a, Math.sqrt(FAR) / h)), WIDEST);
  return (Math.exp((-h * h) / 2) * integrate(f, 0, end, panels(end))) / (2 * Math.PI);
}

/** Log of P(Z < -h), h >= 0, where the shape a is positive: the same integral from a on, twice. */
function logThinTail(h: number, a: number): number {
  const start = Math.asinh(a);
  // sinh(w)^2 - a^2, without their cancellation.
  const rise = (step: number) => Math.sinh(step) * Math.sinh(step + 2 * start);
  const f = (step: number) => Math.exp((-h * h * rise(step)) / 2) / Math.cosh(start + step);
  const far = FAR / (h * h);
  const reach = Math.asinh(Math.min(Math.sqrt(far), far / Math.sinh(2 * start)));
  const end = Math.min(reach, WIDEST);
  const tail = integrate(f, 0, end, panels(end));
  return (-h * h * (1 + a * a)) / 2 + Math.log(tail / Math.PI);
}

function panels(width: number): number {
  return 3 + Math.ceil(width / 2);
}
