import type { BlockStatistics } from '../base/draws.js';
import { countIterations } from './statistics.js';

/** Trajectories after warm-up cut short at the greatest tree depth, all chains. */
export function treedepthHits(block: BlockStatistics, maxTreedepth: number): number {
  return countIterations(block, 'treedepth', (value) => value >= maxTreedepth);
}
