import type { RandomStream } from './stream.js';

/** Standard normal above `lower`: plain rejection, or in the tail an exponential envelope (Robert 1995, Stat. Comput. 5). */
function drawNormalAbove(stream: RandomStream, lower: number): number {
  if (lower < 0.25) {
    for (;;) {
      const z = stream.normal();
      if (z > lower) return z;
    }
  }
  const rate = (lower + Math.sqrt(lower * lower + 4)) / 2;
  for (;;) {
    const z = lower + stream.exponential() / rate;
    if (stream.exponential() > 0.5 * (z - rate) ** 2) return z;
  }
}

/** Normal(mean, sd) above 0, without cancellation where almost all of its mass is below. */
export function drawPositiveNormal(stream: RandomStream, mean: number, sd: number): number {
  const lower = -mean / sd;
  if (lower < 4) {
    const draw = mean + sd * drawNormalAbove(stream, lower);
    return Math.max(draw, Number.MIN_VALUE);
  }
  // The excess over the bound, drawn directly: bound + excess would round it away.
  const rate = (lower + Math.sqrt(lower * lower + 4)) / 2;
  for (;;) {
    const excess = stream.exponential() / rate;
    if (stream.exponential() > 0.5 * (excess + lower - rate) ** 2) return sd * excess;
  }
}

/** Density proportional to exp(linear x + quadratic x^2) on (0, 1). */
export function drawUnitQuadratic(stream: RandomStream, linear: number, quadratic: number): number {
  if (quadratic >= 0) return convexOnUnit(stream, linear, quadratic);
  // A centre past 1/2 is mirrored.
  if (linear > -quadratic) return 1 - concaveOnUnit(stream, -linear - 2 * quadratic, quadratic);
  return concaveOnUnit(stream, linear, quadratic);
}

/** The same with the centre of the parabola, its top, at most 1/2. */
function concaveOnUnit(stream: RandomStream, linear: number, quadratic: number): number {
  if (quadratic < -2) {
    const sd = Math.sqrt(-0.5 / quadratic);
    for (;;) {
      const x = drawPositiveNormal(stream, linear * sd * sd, sd);
      if (x < 1) return x;
    }
  }
  const slope = Math.min(linear, 0);
  const top = slope < 0 ? 0 : (-0.25 * linear * linear) / quadratic;
  for (;;) {
    const x = exponentialOnUnit(stream, slope);
    if (stream.exponential() > top - (linear - slope) * x - quadratic * x * x) return x;
  }
}

/** By the chord, which lies above a convex log density. */
function convexOnUnit(stream: RandomStream, linear: number, quadratic: number): number {
  for (;;) {
    const x = exponentialOnUnit(stream, linear + quadratic);
    if (stream.exponential() > quadratic * x * (1 - x)) return x;
  }
}

/** Density proportional to exp(slope x) on (0, 1), by inversion. */
function exponentialOnUnit(stream: RandomStream, slope: number): number {
  const u = stream.uniform();
  if (Math.abs(slope) < 1e-9) return u;
  if (slope > 0) return 1 - exponentialOnUnit(stream, -slope);
  return Math.log1p(u * Math.expm1(slope)) / slope;
}
