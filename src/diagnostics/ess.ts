import type { Autocovariance } from './autocovariance.js';
import { moments } from '../base/numeric/moments.js';
import { quantile } from '../base/numeric/quantile.js';
import { isDiagnosable, regularity, splitChains, type Sample } from './sample.js';
import { Workspace } from './workspace.js';

/** ESS of the rank-normalised draws: how well the centre of the posterior is known. */
export function essBulk(sample: Sample, workspace = new Workspace(sample)): number {
  if (!isDiagnosable(sample)) return NaN;
  const split = splitChains(sample, workspace.split);
  const scored = workspace.ranks.normalise(split, workspace.scored);
  return effectiveSampleSize(scored, workspace.autocovariance);
}

/** The smaller ESS of the 5 % and the 95 % quantile: how well the tails are known. */
export function essTail(sample: Sample, workspace = new Workspace(sample)): number {
  const sorted = workspace.sort(sample);
  return Math.min(
    essQuantile(sample, 0.05, workspace, sorted),
    essQuantile(sample, 0.95, workspace, sorted),
  );
}

/** ESS of the mean of the draws as they are, for the error of the mean. */
export function essMean(sample: Sample, workspace = new Workspace(sample)): number {
  if (!isDiagnosable(sample)) return NaN;
  return effectiveSampleSize(splitChains(sample, workspace.split), workspace.autocovariance);
}

/** ESS of a quantile: that of the indicator of draws not above it. */
export function essQuantile(
  sample: Sample,
  probability: number,
  workspace = new Workspace(sample),
  sorted = workspace.sort(sample),
): number {
  if (!isDiagnosable(sample)) return NaN;
  const limit = quantile(sorted, probability);
  const { values } = workspace.changed;
  for (let k = 0; k < values.length; k++) values[k] = sample.values[k]! <= limit ? 1 : 0;
  return effectiveSampleSize(
    splitChains(workspace.changed, workspace.split),
    workspace.autocovariance,
  );
}

/**
 * Effective sample size of split chains: autocorrelations from the variance over all chains,
 * summed by Geyer's initial monotone sequence (Geyer 1992; Vehtari et al. 2021, section 3.2).
 */
function effectiveSampleSize(split: Sample, autocovariance: Autocovariance): number {
  const { draws } = split;
  const size = split.values.length;
  // The indicator of a quantile may be constant where the draws are not: then every draw counts.
  if (regularity(split) === 'constant') return size;
  const lags = autocovariance.average(split);
  const within = (lags[0]! * draws) / (draws - 1);
  const total = lags[0]! + moments(chainMeans(split)).variance;
  const time = integratedTime((lag) => 1 - (within - lags[lag]!) / total, draws);
  // Antithetic chains may beat independent draws, but not without limit.
  return size / Math.max(time, 1 / Math.log10(size));
}

function chainMeans({ chains, draws, values }: Sample): Float64Array {
  return Float64Array.from(
    { length: chains },
    (_, chain) => moments(values, chain * draws, draws).mean,
  );
}

/** -1 + 2 sum of autocorrelations over the initial pairs with a positive, non-increasing sum. */
function integratedTime(autocorrelation: (lag: number) => number, draws: number): number {
  let even = 1;
  let odd = autocorrelation(1);
  let pair = Infinity;
  let sum = 0;
  let lag = 0;
  while (lag < draws - 4 && even + odd > 0) {
    pair = Math.min(pair, even + odd);
    sum += pair;
    lag += 2;
    even = autocorrelation(lag);
    odd = autocorrelation(lag + 1);
  }
  // Of the pair that ends the sequence only the even member enters, once.
  return -1 + 2 * sum + (even + odd >= 0 ? even : Math.max(even, 0));
}
