export { besselRatio, logBesselI0 } from './bessel.js';
export { betaln, digamma, lgamma, trigamma } from './gamma-function.js';
export {
  erf,
  erfc,
  inverseMills,
  logNormalCdf,
  normalCdf,
  normalQuantile,
} from './normal-integral.js';

/** log(sum(exp(values))) without overflow; -Infinity for no values. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - largest);
  return largest + Math.log(sum);
}

/** log(1 + exp(x)), without overflow. */
export function log1pexp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
