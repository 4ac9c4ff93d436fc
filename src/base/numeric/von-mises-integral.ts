import { besselRatio, logBesselI0 } from './bessel.js';
import { integrate } from './gauss-legendre.js';

/** Where the density has fallen by exp(-40) there is nothing more. */
const FAR = 40;
const PANELS = 6;

/** Log of the chance that an angle lies between two, as a von Mises with mean direction 0 has it; both in [-2 pi, 2 pi]. */
export function logVonMisesMass(from: number, to: number, kappa: number): number {
  const { top, mass } = scaled(from, to, kappa, () => 1);
  return kappa * top + Math.log(mass) - logBesselI0(kappa) - Math.log(2 * Math.PI);
}

/** d/dkappa of it: the mean of the cosine between the angles less that of all. */
export function logVonMisesMassSlope(from: number, to: number, kappa: number): number {
  const { top, mass } = scaled(from, to, kappa, () => 1);
  const below = scaled(from, to, kappa, (fall) => -fall).mass;
  return top + below / mass - besselRatio(kappa);
}

/** The integral of weight(fall) exp(-kappa fall), where the cosine falls from its largest, `top`, to top - fall. */
function scaled(
  from: number,
  to: number,
  kappa: number,
  weight: (fall: number) => number,
): { readonly top: number; readonly mass: number } {
  if (!(from < to)) return { top: 0, mass: from >= to ? 0 : NaN };
  const highest = highestBetween(from, to);
  const top = Math.cos(highest);
  const f = (t: number) => {
    const fall = 2 * Math.sin((t + highest) / 2) * Math.sin((t - highest) / 2);
    return weight(fall) * Math.exp(-kappa * fall);
  };
  const breaks = [-3, -2, -1, 0, 1, 2, 3].map((k) => k * Math.PI);
  const ends = [from, ...breaks.filter((at) => from < at && at < to), to];
  let mass = 0;
  for (let i = 0; i + 1 < ends.length; i++) {
    const [near, far] = significant(ends[i]!, ends[i + 1]!, top - FAR / kappa);
    if (near < far) mass += integrate(f, near, far, PANELS);
  }
  return { top, mass };
}

/** Where the cosine is largest. */
function highestBetween(from: number, to: number): number {
  const peak = [-1, 0, 1].map((turn) => turn * 2 * Math.PI).find((at) => from <= at && at <= to);
  return peak ?? (Math.cos(from) > Math.cos(to) ? from : to);
}

/** The part of an arc on which the cosine is monotone where that is at least `least`. */
function significant(from: number, to: number, least: number): readonly [number, number] {
  if (least <= -1) return [from, to];
  const reach = Math.acos(Math.min(least, 1));
  const peak = 2 * Math.PI * Math.round((from + to) / (4 * Math.PI));
  return [Math.max(from, peak - reach), Math.min(to, peak + reach)];
}
