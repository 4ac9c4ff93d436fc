import type { Finding } from './finding.js';
import { moveFindings } from './moves.js';
import type { SamplerSummary } from './sampler.js';

/** Below this the momenta explore the energies too slowly (Betancourt 2016; Stan warns at 0.2). */
const E_BFMI_LIMIT = 0.2;

/** What the samplers' own statistics say of a run. */
export function samplingFindings(sampler: SamplerSummary, maxTreedepth: number): Finding[] {
  return [
    ...divergenceFindings(sampler),
    ...treedepthFindings(sampler, maxTreedepth),
    ...energyFindings(sampler),
    ...moveFindings(sampler),
  ];
}

function divergenceFindings({ divergences, blocks }: SamplerSummary): Finding[] {
  if (divergences === 0) return [];
  const where = blocks.filter((block) => block.divergences > 0).map((block) => block.block);
  const trajectories = divergences === 1 ? 'trajectory' : 'trajectories';
  return [
    {
      name: 'divergences',
      severity: 'failure',
      what: `${String(divergences)} ${trajectories} diverged after warm-up (block ${where.join(', ')})`,
      why: 'the posterior has a region too sharply curved for the step size, and the draws may avoid it: results can be biased',
      instead:
        'raise --adapt-delta to 0.95 or 0.99; where divergences stay, tighten the prior of a scale that comes close to 0',
      quantities: [],
    },
  ];
}

function treedepthFindings(sampler: SamplerSummary, maxTreedepth: number): Finding[] {
  const hits = sampler.max_treedepth_hits;
  if (hits === 0) return [];
  const trajectories = hits === 1 ? 'trajectory was' : 'trajectories were';
  return [
    {
      name: 'max_treedepth',
      severity: 'warning',
      what: `${String(hits)} ${trajectories} cut short at tree depth ${String(maxTreedepth)}`,
      why: 'this costs time, not correctness: the steps are small for the size of the posterior',
      instead: `raise --max-treedepth to ${String(maxTreedepth + 2)}, or standardise the data`,
      quantities: [],
    },
  ];
}

function energyFindings({ e_bfmi }: SamplerSummary): Finding[] {
  const low = e_bfmi.flatMap((value, chain) => (value < E_BFMI_LIMIT ? [chain + 1] : []));
  if (low.length === 0) return [];
  const lowest = Math.min(...e_bfmi.filter((value) => !Number.isNaN(value)));
  return [
    {
      name: 'e_bfmi',
      severity: 'warning',
      what: `E-BFMI is below ${String(E_BFMI_LIMIT)} in ${low.length === 1 ? 'chain' : 'chains'} ${low.join(', ')} (lowest ${lowest.toFixed(2)})`,
      why: 'the sampler moves slowly between levels of density, so heavy tails may be explored badly',
      instead: 'use a prior with lighter tails, or run with a longer --warmup and more --draws',
      quantities: [],
    },
  ];
}
