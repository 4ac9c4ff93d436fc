import type { TrajectoryRecord } from '../base/draws.js';
import type { BlockSummary } from '../diagnostics/index.js';

/** What warm-up chose for the trajectories of each block, chain by chain, with the figures it chose by. */
export function trajectoryLines(blocks: readonly BlockSummary[]): string[] {
  return blocks
    .filter(({ trajectories }) => trajectories.length > 0)
    .map(({ block, trajectories }) => {
      const chains = trajectories.map((record, i) => `chain ${String(i + 1)} ${said(record)}`);
      return `${block}: chosen in warm-up by effective draws for the cost, ${chains.join('; ')}`;
    });
}

function said({ length, nuts, hmc, steps }: TrajectoryRecord): string {
  const chosen = length === 'nuts' ? 'nuts' : named(length);
  return `${chosen} (nuts ${nuts.toPrecision(2)}, ${named(steps)} ${hmc.toPrecision(2)})`;
}

function named(steps: number): string {
  return `hmc of ${String(steps)} steps`;
}
