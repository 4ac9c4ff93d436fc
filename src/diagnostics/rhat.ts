import { moments } from '../base/numeric/moments.js';
import { quantile } from '../base/numeric/quantile.js';
import { isDiagnosable, splitChains, type Sample } from './sample.js';
import { Workspace } from './workspace.js';

/**
 * Rank-normalised split R-hat: the larger of that of the draws, which sees chains at different
 * places, and that of the folded draws, which sees chains of different spread (Vehtari, Gelman,
 * Simpson, Carpenter & Bürkner 2021, section 4). NaN for a constant or where a draw is not finite.
 */
export function rhat(sample: Sample, workspace = new Workspace(sample)): number {
  if (!isDiagnosable(sample)) return NaN;
  return Math.max(rhatBulk(sample, workspace), rhatFolded(sample, workspace));
}

export function rhatBulk(sample: Sample, workspace: Workspace): number {
  const split = splitChains(sample, workspace.split);
  return potentialScaleReduction(workspace.ranks.normalise(split, workspace.scored));
}

export function rhatFolded(sample: Sample, workspace: Workspace): number {
  const median = quantile(workspace.sort(sample), 0.5);
  const { values } = workspace.changed;
  for (let k = 0; k < values.length; k++) values[k] = Math.abs(sample.values[k]! - median);
  return rhatBulk(workspace.changed, workspace);
}

/** Gelman & Rubin (1992): sqrt of the variance over all chains by the variance within one. */
function potentialScaleReduction({ chains, draws, values }: Sample): number {
  const means = new Float64Array(chains);
  let within = 0;
  for (let chain = 0; chain < chains; chain++) {
    const { mean, variance } = moments(values, chain * draws, draws);
    means[chain] = mean;
    within += variance / chains;
  }
  const between = draws * moments(means).variance;
  return Math.sqrt((between / within + draws - 1) / draws);
}
