/**
 * Estimated Bayesian fraction of missing information of one chain: the variance of the steps in
 * energy by that of the energy itself (Betancourt 2016, arXiv:1604.00695). Inside a sweep of
 * several blocks other moves change the energy too, so a low value is a hint there, not a proof.
 */
export function eBfmi(energy: Float64Array): number {
  let sum = 0;
  for (const value of energy) sum += value;
  const mean = sum / energy.length;
  let steps = 0;
  let spread = 0;
  for (let k = 0; k < energy.length; k++) {
    if (k > 0) steps += (energy[k]! - energy[k - 1]!) ** 2;
    spread += (energy[k]! - mean) ** 2;
  }
  return steps / spread;
}
