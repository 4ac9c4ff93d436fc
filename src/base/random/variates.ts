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

/** Beyond these the density is flat, or a normal, to the last place of what is drawn. */
const FLAT = 1e-8;
const NARROW = 1e8;

/**
 * Von Mises, from -pi to pi, by rejection from a wrapped Cauchy. Source: Best and Fisher (1979),
 * Applied Statistics 28(2), 152-157.
 */
export function drawVonMises(stream: RandomStream, mu: number, kappa: number): number {
  if (kappa < FLAT) return Math.PI * (2 * stream.uniform() - 1);
  if (kappa > NARROW) return wrapped(mu + stream.normal() / Math.sqrt(kappa));
  const tau = 1 + Math.sqrt(1 + 4 * kappa * kappa);
  const rho = (tau - Math.sqrt(2 * tau)) / (2 * kappa);
  const r = (1 + rho * rho) / (2 * rho);
  for (;;) {
    const z = Math.cos(Math.PI * stream.uniform());
    const cosine = (1 + r * z) / (r + z);
    const c = kappa * (r - cosine);
    const u = stream.uniform();
    if (c * (2 - c) <= u && Math.log(c / u) + 1 < c) continue;
    const angle = Math.acos(Math.min(Math.max(cosine, -1), 1));
    return wrapped(stream.uniform() < 0.5 ? mu - angle : mu + angle);
  }
}

function wrapped(angle: number): number {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
  return Math.min(Math.max(turned, -Math.PI), Math.PI);
}

/** Successes among `draws` from an urn, one after another. */
export function drawHypergeometric(
  stream: RandomStream,
  draws: number,
  successes: number,
  failures: number,
): number {
  let left = successes;
  let total = successes + failures;
  for (let i = 0; i < draws; i++, total--) if (stream.uniform() * total < left) left--;
  return successes - left;
}

/** Counts of n draws in each class, one class after another given those before. */
export function drawMultinomial(
  stream: RandomStream,
  n: number,
  chances: Float64Array,
  out: Float64Array,
): void {
  let left = n;
  let mass = chances.reduce((a, b) => a + b, 0);
  for (let k = 0; k < out.length; k++) {
    const isLast = k === out.length - 1;
    const drawn = isLast ? left : drawBinomial(stream, left, Math.min(chances[k]! / mass, 1));
    out[k] = drawn;
    left -= drawn;
    mass -= chances[k]!;
  }
}

/** Logs of positive numbers into their shares of the sum, each kept above 0. */
export function normaliseLogs(logs: Float64Array): void {
  const largest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  let total = 0;
  for (let k = 0; k < logs.length; k++) total += logs[k] = Math.exp(logs[k]! - largest);
  for (let k = 0; k < logs.length; k++) logs[k] = Math.max(logs[k]! / total, SMALLEST);
}
