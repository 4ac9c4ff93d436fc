import { drawLogConcave, type LogSlope } from './log-concave.js';
import type { RandomStream } from './stream.js';

/** The density is 0 to rounding this many standard deviations apart, for the counts used here. */
const PERIOD = 24;
const NEGLIGIBLE = 1e-17;
const MOST_NODES = 200;
/** Tangent points, in standard deviations about the mean: about 1.3 densities a draw. */
const TANGENTS = [-1.4, 0, 1.4];

/**
 * PG(count, c) for counts from about ten on, exact to rounding. Its characteristic function
 * (cosh(c/2) / cosh(sqrt(c^2/4 - i y/2)))^count is inverted by the trapezoid rule, which for this density
 * errs by less than 1e-15 of its peak; a sum of gammas of shape >= 1, the law is log-concave.
 */
export function drawByInversion(stream: RandomStream, count: number, c: number): number {
  const { mean, sd } = moments(count, c);
  const z = drawLogConcave(stream, standardDensity(count, c, mean, sd), TANGENTS);
  return mean + sd * z;
}

/** Mean and standard deviation (Polson, Scott and Windle 2013, section 2.3), without cancellation. */
function moments(count: number, c: number): { readonly mean: number; readonly sd: number } {
  if (c < 1e-3) return { mean: count / 4, sd: Math.sqrt(count / 24) };
  const decay = Math.exp(-c);
  const spread = (1 - decay * decay - 2 * c * decay) / (1 + decay) ** 2;
  const mean = (count * Math.tanh(c / 2)) / (2 * c);
  return { mean, sd: Math.sqrt((count * spread) / (2 * c ** 3)) };
}

/** Log density of (x - mean) / sd with its slope, from the characteristic function at steps of 2 pi / PERIOD. */
function standardDensity(count: number, c: number, mean: number, sd: number) {
  const step = (2 * Math.PI) / PERIOD;
  const sizes: number[] = [];
  const angles: number[] = [];
  for (let k = 1; k <= MOST_NODES; k++) {
    const { log, angle } = logCharacteristic(count, c, (k * step) / sd);
    const size = Math.exp(log);
    if (size < NEGLIGIBLE) break;
    sizes.push(size);
    angles.push(angle - (k * step * mean) / sd);
  }
  return (z: number): LogSlope => {
    let value = 0.5;
    let slope = 0;
    for (let i = 0; i < sizes.length; i++) {
      const frequency = (i + 1) * step;
      const angle = angles[i]! - frequency * z;
      value += sizes[i]! * Math.cos(angle);
      slope += sizes[i]! * frequency * Math.sin(angle);
    }
    // Rounding may leave a tail at or below 0: no density is there.
    return value > 0
      ? { log: Math.log(value), slope: slope / value }
      : { log: -Infinity, slope: 0 };
  };
}

/**
 * Log of the characteristic function at y > 0, its angle continuous from 0. With s = sqrt(c^2/4 - i y/2), Re s > 0:
 * log cosh s = s + log(1 + exp(-2 s)) - log 2, where 1 + exp(-2 s) has a positive real part.
 */
function logCharacteristic(count: number, c: number, y: number) {
  const real = (c * c) / 4;
  const modulus = Math.hypot(real, y / 2);
  const re = Math.sqrt((modulus + real) / 2);
  const im = -y / 4 / re;
  const decay = Math.exp(-2 * re);
  const above = 1 + decay * Math.cos(2 * im);
  const beside = -decay * Math.sin(2 * im);
  // re - c/2 without cancellation, from its difference of squares.
  const excess = (y * y) / 8 / (modulus + real) / (re + c / 2);
  const log = excess + Math.log(Math.hypot(above, beside)) - Math.log1p(Math.exp(-c));
  return { log: -count * log, angle: -count * (im + Math.atan2(beside, above)) };
}
