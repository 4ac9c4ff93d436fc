import type { Finding } from './finding.js';
import type { BlockSummary, SamplerSummary } from './sampler.js';

/** Blocks that stood still after warm-up in some chain, and such as went through no warm-up. */
export function moveFindings({ blocks }: SamplerSummary): Finding[] {
  return [...blocks.flatMap(stillFindings), ...untunedFindings(blocks)];
}

function stillFindings({ block, sampler, moved }: BlockSummary): Finding[] {
  const still = moved.flatMap((share, chain) => (share === 0 ? [chain + 1] : []));
  if (still.length === 0) return [];
  const chains = `${still.length === 1 ? 'chain' : 'chains'} ${still.join(', ')}`;
  return [
    {
      name: 'never_moved',
      severity: 'failure',
      what: `the ${sampler} of block ${block} never accepted a move after warm-up in ${chains}`,
      why: 'all its draws there are one point: they say nothing of the posterior',
      instead:
        'run with a longer --warmup, look whether a prior or the scale of the data puts the start far out, or ask for another sampler in infer',
      quantities: [],
    },
  ];
}

function untunedFindings(blocks: readonly BlockSummary[]): Finding[] {
  const names = blocks.filter(({ untuned }) => untuned.length > 0).map(({ block }) => block);
  if (names.length === 0) return [];
  return [
    {
      name: 'never_tuned',
      severity: 'warning',
      what: `${names.length === 1 ? 'block' : 'blocks'} ${[...new Set(names)].join('; ')} ran without being tuned`,
      why: 'without a warm-up the step sizes are those that the start suggests: the draws are valid but move badly',
      instead: 'run with a --warmup of some hundred iterations',
      quantities: [],
    },
  ];
}
