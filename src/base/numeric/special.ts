export { besselRatio, logBesselI0 } from './bessel.js';
export { betaln, digamma, lgamma, trigamma } from './gamma-function.js';
export { logBetaI, logBetaISlopeA, logBetaISlopeB } from './incomplete-beta.js';
export { logGammaP, logGammaPSlope, logGammaQ, logGammaQSlope } from './incomplete-gamma.js';
export { log1pexp } from './log1pexp.js';
export {
  erf,
  erfc,
  inverseMills,
  logNormalCdf,
  normalCdf,
  normalQuantile,
} from './normal-integral.js';
export { logSkewNormalCdf } from './skew-normal-integral.js';
export { logStudentCdf, logStudentCdfSlope } from './student-integral.js';
export { logVonMisesMass, logVonMisesMassSlope } from './von-mises-integral.js';

/** log(sum(exp(values))) without overflow; -Infinity for no values. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - largest);
  return largest + Math.log(sum);
}
