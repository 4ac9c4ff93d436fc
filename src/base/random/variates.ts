import type { RandomStream } from './stream.js';

/** Draws of positive laws are kept above 0 by this, where a density may be infinite. */
export const SMALLEST = 2.3e-308;
const BELOW_ONE = 1 - 2 ** -53;

/** Gamma(shape, rate), kept off 0, where a density may be infinite. */
export function drawGamma(stream: RandomStream, shape: number, rate: number): number {
  return Math.max(stream.gamma(shape) / rate, SMALLEST);
}

/** Inverse gamma(shape, scale), kept finite. */
export function drawInverseGamma(stream: RandomStream, shape: number, scale: number): number {
  const draw = Math.exp(Math.log(scale) - stream.logGamma(shape));
  return Math.min(Math.max(draw, SMALLEST), Number.MAX_VALUE);
}

/** Beta(a, b), kept off 0 and 1; the two gammas are compared on the log scale, so small a and b are safe. */
export function drawBeta(stream: RandomStream, a: number, b: number): number {
  const logit = stream.logGamma(a) - stream.logGamma(b);
  const draw = logit < 0 ? Math.exp(logit) / (1 + Math.exp(logit)) : 1 / (1 + Math.exp(-logit));
  return Math.min(Math.max(draw, SMALLEST), BELOW_ONE);
}

/** Standard Student t: a normal over the root of a scaled chi-square. */
export function drawStudent(stream: RandomStream, nu: number): number {
  const logScale = 0.5 * (Math.log(nu / 2) - stream.logGamma(nu / 2));
  return stream.normal() * Math.exp(logScale);
}

/** Standard Cauchy. */
export function drawCauchy(stream: RandomStream): number {
  return Math.tan(Math.PI * (stream.uniform() - 0.5));
}

/**
 * Binomial(n, p). The middle order statistic of n uniforms is a beta; which side of it p lies on
 * halves n until the rest are counted one by one. Source: Relles (1972), JASA 67.
 */
export function drawBinomial(stream: RandomStream, n: number, p: number): number {
  let trials = n;
  let chance = p;
  let successes = 0;
  while (trials > 20 && chance > 0 && chance < 1) {
    const middle = Math.floor(trials / 2) + 1;
    const split = drawBeta(stream, middle, trials + 1 - middle);
    if (split <= chance) {
      successes += middle;
      trials -= middle;
      chance = (chance - split) / (1 - split);
    } else {
      trials = middle - 1;
      chance /= split;
    }
  }
  if (chance >= 1) return successes + trials;
  for (let i = 0; i < trials; i++) if (stream.uniform() < chance) successes++;
  return successes;
}

/**
 * Poisson(mean). The time of the m-th event is a gamma: before `mean`, m events and the rest remain;
 * after it, the m - 1 earlier ones fall uniformly. Source: Ahrens and Dieter (1974), Computing 12.
 */
export function drawPoisson(stream: RandomStream, mean: number): number {
  let rest = mean;
  let events = 0;
  while (rest > 12) {
    const m = Math.floor((7 * rest) / 8);
    const time = stream.gamma(m);
    if (time > rest) return events + drawBinomial(stream, m - 1, rest / time);
    events += m;
    rest -= time;
  }
  for (let time = stream.exponential(); time < rest; time += stream.exponential()) events++;
  return events;
}

/** A 0-based index, with chances proportional to exp(weights). */
export function drawIndex(stream: RandomStream, logWeights: ArrayLike<number>): number {
  let best = 0;
  let largest = -Infinity;
  for (let i = 0; i < logWeights.length; i++) {
    // The largest of Gumbel-shifted log weights is a draw in their proportion.
    const shifted = logWeights[i]! - Math.log(stream.exponential());
    if (shifted > largest) {
      largest = shifted;
      best = i;
    }
  }
  return best;
}
