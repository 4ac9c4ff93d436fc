import type { BlockStatistics, TrajectoryRecord } from '../base/draws.js';
import { divergences } from './divergences.js';
import { eBfmi } from './e-bfmi.js';
import { statistic } from './statistics.js';
import { treedepthHits } from './tree-depth.js';

/** What one block's sampler reports of itself. */
export interface BlockSummary {
  readonly block: string;
  readonly sampler: string;
  readonly divergences: number;
  readonly max_treedepth_hits: number;
  /** A value a chain; empty for a sampler without an energy. */
  readonly e_bfmi: readonly number[];
  /** Share of moves after warm-up that ended elsewhere than they began, a chain; empty where a move cannot fail to. */
  readonly moved: readonly number[];
  /** Chains, from 1, in which the block was never tuned. */
  readonly untuned: readonly number[];
  /** How long warm-up chose trajectories to be, and why, a chain; empty where nothing was chosen. */
  readonly trajectories: readonly TrajectoryRecord[];
}

/** All blocks together: counts summed, E-BFMI the lowest of each chain. */
export interface SamplerSummary {
  readonly divergences: number;
  readonly max_treedepth_hits: number;
  readonly e_bfmi: readonly number[];
  readonly blocks: readonly BlockSummary[];
}

export function summariseSampler(
  statistics: readonly BlockStatistics[],
  maxTreedepth: number,
): SamplerSummary {
  const blocks = statistics.map((block) => summariseBlock(block, maxTreedepth));
  const energetic = blocks.map((block) => block.e_bfmi).filter((values) => values.length > 0);
  return {
    divergences: blocks.reduce((sum, block) => sum + block.divergences, 0),
    max_treedepth_hits: blocks.reduce((sum, block) => sum + block.max_treedepth_hits, 0),
    e_bfmi: (energetic[0] ?? []).map((_, chain) =>
      Math.min(...energetic.map((values) => values[chain]!)),
    ),
    blocks,
  };
}

function summariseBlock(block: BlockStatistics, maxTreedepth: number): BlockSummary {
  const { records = [] } = block;
  const energies = block.chains.map((_, chain) => statistic(block, chain, 'energy'));
  return {
    block: block.block,
    sampler: block.sampler,
    divergences: divergences(block),
    max_treedepth_hits: treedepthHits(block, maxTreedepth),
    e_bfmi: energies.filter((energy) => energy !== undefined).map(eBfmi),
    moved: records.map(({ moved, steps }) => moved / steps),
    untuned: records.flatMap(({ tuned, steps }, chain) => (steps > 0 && !tuned ? [chain + 1] : [])),
    trajectories: records.flatMap(({ trajectories }) => trajectories ?? []),
  };
}
