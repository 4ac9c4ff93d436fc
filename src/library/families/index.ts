import type { ExponentialFamily } from '../family.js';
import type { SupportKind } from '../support.js';
import { betaFamily } from './beta.js';
import { dirichletFamily } from './dirichlet.js';
import { gammaFamily } from './gamma.js';
import { gigFamily } from './gig.js';
import { invGammaFamily } from './inv-gamma.js';
import { normalFamily } from './normal.js';
import { rootGigFamily } from './root-gig.js';
import { positiveNormalFamily } from './truncated-normal.js';
import { unitNormalFamily } from './unit-normal.js';

/** Of two that fit equally well the earlier is taken. */
export const families: readonly ExponentialFamily[] = [
  normalFamily,
  gammaFamily,
  invGammaFamily,
  betaFamily,
  dirichletFamily,
  positiveNormalFamily,
  unitNormalFamily,
  gigFamily,
  rootGigFamily,
];

/** The smallest family on this support with all of these statistics; the ones it has besides are 0. */
export function findFamily(
  statistics: readonly string[],
  support: SupportKind,
): ExponentialFamily | undefined {
  let smallest: ExponentialFamily | undefined;
  for (const family of families) {
    if (family.support !== support) continue;
    if (!statistics.every((statistic) => family.statistics.includes(statistic))) continue;
    if (!smallest || family.statistics.length < smallest.statistics.length) smallest = family;
  }
  return smallest;
}
