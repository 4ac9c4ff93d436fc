import type { BlockStatistics } from '../base/draws.js';
import { countIterations } from './statistics.js';

/** Trajectories after warm-up whose energy error exploded, all chains (Betancourt 2017, section 6.2). */
export function divergences(block: BlockStatistics): number {
  return countIterations(block, 'divergent', (value) => value !== 0);
}
