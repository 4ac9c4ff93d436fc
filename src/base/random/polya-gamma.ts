import { normalCdf } from '../numeric/normal-integral.js';
import { drawByInversion } from './polya-gamma-inversion.js';
import type { RandomStream } from './stream.js';

/** From here on a sum of single draws is dearer than the density by inversion. */
const SUM_UP_TO = 100;
/** Where the two series of the Jacobi density change over: Devroye's choice, near the optimum. */
const CHANGE = 0.64;

/**
 * Polya-Gamma PG(count, tilt), for count a positive whole number: the weight that makes a binomial-logit
 * likelihood of `count` trials normal in its logit (Polson, Scott and Windle 2013, JASA 108). Exact: a
 * sum of PG(1, tilt), or, where that is long, rejection from tangents with the density to rounding.
 */
export function drawPolyaGamma(stream: RandomStream, count: number, tilt: number): number {
  const c = Math.abs(tilt);
  if (count > SUM_UP_TO) return drawByInversion(stream, count, c);
  const z = c / 2;
  const rate = (Math.PI * Math.PI) / 8 + (z * z) / 2;
  const tail = tailProbability(z, rate);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += drawJacobi(stream, z, rate, tail);
  return sum / 4;
}

/** Chance of the envelope's exponential piece, beyond `CHANGE`, against its inverse Gaussian one. */
function tailProbability(z: number, rate: number): number {
  const root = Math.sqrt(1 / CHANGE);
  const start = Math.log(rate) + rate * CHANGE;
  const below = start - z + Math.log(normalCdf(root * (CHANGE * z - 1)));
  const above = start + z + Math.log(normalCdf(-root * (CHANGE * z + 1)));
  return 1 / (1 + (4 / Math.PI) * (Math.exp(below) + Math.exp(above)));
}

/** J*(1, z) = 4 PG(1, 2 z), by Devroye's alternating series (2009, Stat. Prob. Lett. 79). */
function drawJacobi(stream: RandomStream, z: number, rate: number, tail: number): number {
  for (;;) {
    const beyond = stream.uniform() < tail;
    const x = beyond ? CHANGE + stream.exponential() / rate : inverseGaussianBelow(stream, z);
    const first = coefficient(0, x);
    const level = stream.uniform() * first;
    let sum = first;
    for (let n = 1; ; n++) {
      sum += (n % 2 === 1 ? -1 : 1) * coefficient(n, x);
      if (n % 2 === 1 && level <= sum) return x;
      if (n % 2 === 0 && level > sum) break;
    }
  }
}

function coefficient(n: number, x: number): number {
  const k = Math.PI * (n + 0.5);
  if (x > CHANGE) return k * Math.exp((-k * k * x) / 2);
  return k * (2 / (Math.PI * x)) ** 1.5 * Math.exp((-2 * (n + 0.5) ** 2) / x);
}

/** Inverse Gaussian of mean 1 / z and shape 1, below `CHANGE`. */
function inverseGaussianBelow(stream: RandomStream, z: number): number {
  if (z * CHANGE < 1) {
    for (;;) {
      const x = inverseChiSquareBelow(stream);
      if (stream.exponential() > (z * z * x) / 2) return x;
    }
  }
  for (;;) {
    const x = inverseGaussian(stream, 1 / z);
    if (x < CHANGE) return x;
  }
}

/** One over a squared normal, below `CHANGE`: the normal's tail from exponentials. */
function inverseChiSquareBelow(stream: RandomStream): number {
  for (;;) {
    const e = stream.exponential();
    if (e * e <= (2 * stream.exponential()) / CHANGE) return CHANGE / (1 + CHANGE * e) ** 2;
  }
}

/** Inverse Gaussian of shape 1 (Michael, Schucany and Haas 1976), its small root without cancellation. */
function inverseGaussian(stream: RandomStream, mean: number): number {
  const y = stream.normal() ** 2 * mean;
  const small = (mean * 2) / (2 + y + Math.sqrt(y * (4 + y)));
  return stream.uniform() * (mean + small) <= mean ? small : (mean * mean) / small;
}
