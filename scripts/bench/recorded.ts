import { buildYardstick } from './native.js';
import { GRADIENT_WORKLOADS } from './workloads.js';

/**
 * What a peer reached that is not run here, and how fast the machine was then: figures are taken in proportion to the
 * time of the same hand-written gradient, then and now.
 */
export interface Recorded {
  readonly who: string;
  readonly workload: string;
  readonly chains: number;
  readonly perSecond: number;
  readonly scalesPerSecond?: number;
  /** Microseconds of the yardstick's gradient when it was recorded. */
  readonly yardstick: number;
}

/**
 * Neal's FBM, compiled for AVX2, bulk ESS a CPU second; on B its prior is normal, not Laplace. One chain of A says little,
 * as it may miss the second mode: what four of them pool is that of its scheme (`neal.c`, 4.45 and 0.019 in 921 s) at the
 * speed of FBM, 104 us a step and not 36.
 */
export const RECORDED: readonly Recorded[] = [
  {
    ...{ who: 'FBM, one chain', workload: 'A', chains: 1 },
    ...{ perSecond: 4.2, scalesPerSecond: 0.29, yardstick: 34 },
  },
  {
    ...{ who: 'FBM, four chains by its scheme', workload: 'A', chains: 4 },
    ...{ perSecond: (4.45 * 36) / 104, scalesPerSecond: (0.019 * 36) / 104, yardstick: 34 },
  },
  { who: 'FBM, one chain', workload: 'B', chains: 1, perSecond: 0.63, yardstick: 119 },
];

/** Of a round, the least of which counts. */
const SECONDS = 1;
const ROUNDS = 5;

/** Microseconds of a workload's hand-written gradient now; or why that cannot be said. */
export function yardstickNow(workload: string, folder: string): number | string {
  const gradient = GRADIENT_WORKLOADS.find(({ name }) => name === workload)!;
  const program = buildYardstick(gradient, 'f64', folder);
  if (typeof program === 'string') return program;
  const times = Array.from({ length: ROUNDS }, () => program.run(SECONDS).microseconds);
  return Math.min(...times.flat());
}
