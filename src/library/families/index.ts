import type { ExponentialFamily } from '../family.js';
import type { SupportKind } from '../support.js';
import { betaFamily } from './beta.js';
import { dirichletFamily } from './dirichlet.js';
import { gammaFamily } from './gamma.js';
import { gigFamily } from './gig.js';
import { invGammaFamily } from './inv-gamma.js';
import { invWishartFamily } from './inv-wishart.js';
import { normalFamily } from './normal.js';
import { rootGigFamily } from './root-gig.js';
import { positiveNormalFamily } from './truncated-normal.js';
import { powerFamily, truncatedFamily, type TruncatedFamily } from './truncated.js';
import { unitNormalFamily } from './unit-normal.js';
import { wishartFamily } from './wishart.js';

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
  invWishartFamily,
  wishartFamily,
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

const truncated = new Map<ExponentialFamily, TruncatedFamily>(
  [normalFamily, gammaFamily, invGammaFamily, betaFamily, gigFamily, rootGigFamily].map(
    (base) => [base, truncatedFamily(base)] as const,
  ),
);

const power = powerFamily();

/**
 * The family with these statistics between two ends, of which it is known whether they enclose positive numbers, or
 * numbers between 0 and 1, only.
 */
export function findTruncatedFamily(
  statistics: readonly string[],
  within: 'real' | 'positive' | 'unit',
): TruncatedFamily | undefined {
  if (within !== 'real' && statistics.join() === 'log(x)') return power;
  const supports = (['real', 'positive', 'unit'] as const).slice(
    0,
    ['real', 'positive', 'unit'].indexOf(within) + 1,
  );
  const found = supports.flatMap((support) => findFamily(statistics, support) ?? []);
  return found.map((base) => truncated.get(base)).find((family) => family !== undefined);
}
