import { betaQuantile } from './beta-quantile.js';
import { essMean, essQuantile } from './ess.js';
import { moments } from '../base/numeric/moments.js';
import { isDiagnosable, type Sample } from './sample.js';
import { Workspace } from './workspace.js';

/** Monte Carlo standard error of the mean: the sd of the draws by the square root of their ESS. */
export function mcseMean(sample: Sample, workspace = new Workspace(sample)): number {
  return Math.sqrt(moments(sample.values).variance / essMean(sample, workspace));
}

/**
 * Monte Carlo standard error of the standard deviation, by the delta method from that of the
 * variance (Kenney & Keeping 1951, as in Vehtari et al. 2021).
 */
export function mcseSd(sample: Sample, workspace = new Workspace(sample)): number {
  if (!isDiagnosable(sample)) return NaN;
  const { mean } = moments(sample.values);
  const squares = { ...sample, values: sample.values.map((value) => (value - mean) ** 2) };
  const variance = moments(squares.values).mean;
  const fourth = moments(squares.values.map((value) => value ** 2)).mean;
  const error = (fourth - variance ** 2) / essMean(squares, workspace);
  return Math.sqrt(error / variance) / 2;
}

/** Probabilities of one standard error either side, as tabled in the paper's code. */
const ONE_SD_BELOW = 0.1586553;
const ONE_SD_ABOVE = 0.8413447;

/**
 * Monte Carlo standard error of a quantile: half the distance of the order statistics that its
 * beta-distributed rank reaches within one standard error (Vehtari et al. 2021, section 4.5).
 */
export function mcseQuantile(
  sample: Sample,
  probability: number,
  workspace = new Workspace(sample),
): number {
  const effective = essQuantile(sample, probability, workspace);
  if (Number.isNaN(effective)) return NaN;
  const a = effective * probability + 1;
  const b = effective * (1 - probability) + 1;
  const sorted = workspace.sort(sample);
  const size = sorted.length;
  const below = Math.max(Math.floor(betaQuantile(ONE_SD_BELOW, a, b) * size), 1);
  const above = Math.min(Math.ceil(betaQuantile(ONE_SD_ABOVE, a, b) * size), size);
  return (sorted[above - 1]! - sorted[below - 1]!) / 2;
}
