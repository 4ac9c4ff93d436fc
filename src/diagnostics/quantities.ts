import { elementName, type Draws, type QuantityKind } from '../base/draws.js';
import { essBulk, essTail } from './ess.js';
import { mcseMean } from './mcse.js';
import { moments } from '../base/numeric/moments.js';
import { quantile } from '../base/numeric/quantile.js';
import { rhat } from './rhat.js';
import { emptySample, gather, regularity, type Regularity, type Sample } from './sample.js';
import { Workspace } from './workspace.js';

/** The posterior of one element and how well it is known. */
export interface QuantitySummary {
  /** `theta[1]`, 1-based. */
  readonly name: string;
  /** The declared name, without an index. */
  readonly quantity: string;
  readonly kind: QuantityKind;
  readonly regularity: Regularity;
  readonly mean: number;
  readonly sd: number;
  readonly mcse_mean: number;
  readonly q5: number;
  readonly q50: number;
  readonly q95: number;
  /** NaN for a constant, for draws that are not finite and for fewer than 4 draws a chain. */
  readonly rhat: number;
  readonly ess_bulk: number;
  readonly ess_tail: number;
}

/** Every element of every quantity, in the order of the draws. */
export function summariseQuantities(draws: Draws): QuantitySummary[] {
  const sample = emptySample(draws.chains.length, draws.draws);
  const workspace = new Workspace(sample);
  return draws.quantities.flatMap((quantity) =>
    Array.from({ length: quantity.size }, (_, element) => {
      gather(draws, quantity.offset + element, sample);
      return {
        name: elementName(quantity, element),
        quantity: quantity.name,
        kind: quantity.kind,
        ...summarise(sample, workspace),
      };
    }),
  );
}

function summarise(
  sample: Sample,
  workspace: Workspace,
): Omit<QuantitySummary, 'name' | 'quantity' | 'kind'> {
  const found = regularity(sample);
  const { mean, variance } = moments(sample.values);
  const sorted = workspace.sort(sample);
  return {
    regularity: found,
    // Summing equal values may round; a constant is reported as it is.
    mean: found === 'constant' ? sample.values[0]! : mean,
    sd: found === 'constant' ? 0 : Math.sqrt(variance),
    q5: quantile(sorted, 0.05),
    q50: quantile(sorted, 0.5),
    q95: quantile(sorted, 0.95),
    mcse_mean: mcseMean(sample, workspace),
    rhat: rhat(sample, workspace),
    ess_bulk: essBulk(sample, workspace),
    ess_tail: essTail(sample, workspace),
  };
}
