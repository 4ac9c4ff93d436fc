import type { BlockStatistics, Draws } from '../base/draws.js';
import { convergenceFindings } from './convergence.js';
import type { Finding } from './finding.js';
import { irregularFindings } from './irregular.js';
import { summariseQuantities, type QuantitySummary } from './quantities.js';
import { summariseSampler, type SamplerSummary } from './sampler.js';
import { samplingFindings } from './sampling.js';

/** The posterior, how far it can be trusted, and what to do where it cannot. */
export interface Diagnosis {
  readonly chains: number;
  /** After warm-up, a chain. */
  readonly draws: number;
  readonly quantities: readonly QuantitySummary[];
  readonly sampler: SamplerSummary;
  readonly findings: readonly Finding[];
  /** Whether no finding is a failure. */
  readonly ok: boolean;
}

/** Every diagnostic of a run, over its draws after warm-up. */
export function diagnose(
  draws: Draws,
  statistics: readonly BlockStatistics[],
  maxTreedepth: number,
): Diagnosis {
  const quantities = summariseQuantities(draws);
  const sampler = summariseSampler(statistics, maxTreedepth);
  const findings = [
    ...samplingFindings(sampler, maxTreedepth),
    ...convergenceFindings(quantities, draws.chains.length * draws.draws),
    ...irregularFindings(quantities),
  ];
  const ok = findings.every(({ severity }) => severity !== 'failure');
  return { chains: draws.chains.length, draws: draws.draws, quantities, sampler, findings, ok };
}
