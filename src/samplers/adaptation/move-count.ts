import { createJumps, type JumpTuning } from './jumps.js';

/** Numbers of moves in a row that are tried. */
export const COUNTS = [1, 2, 4] as const;

/** What a trial of repeated moves has seen; plain JSON. */
export type TrialTuning = JumpTuning;

/** Squared jumps of some coordinates after one move, two and four, beside their variances. */
export interface MoveTrial {
  /** Where the block stands before its moves. */
  start(position: Float64Array): void;
  /** Where it stands after so many. */
  after(moves: number, position: Float64Array): void;
  /**
   * The number of moves with the most effective draws for its cost. Costs are counted operations, never the clock, so
   * the choice is the same on every machine. The choice is 1 unless another gains half as much again.
   */
  choose(costs: { readonly move: number; readonly rest: number }): number;
  tuning(): TrialTuning;
  restore(tuning: TrialTuning): void;
}

/** What a few dozen trials can tell from noise. */
const GAIN = 1.5;

export function createMoveTrial(dimension: number): MoveTrial {
  const jumps = createJumps(dimension, COUNTS.length);
  return {
    start(position) {
      jumps.start(position);
    },
    after(moves, position) {
      jumps.end(
        COUNTS.findIndex((count) => count === moves),
        position,
      );
    },
    choose({ move, rest }) {
      const gains = COUNTS.map((moves, way) => jumps.draws(way) / (moves * move + rest));
      const best = gains.indexOf(Math.max(...gains));
      return gains[best]! > GAIN * gains[0]! ? COUNTS[best]! : 1;
    },
    tuning: () => jumps.tuning(),
    restore(tuning) {
      jumps.restore(tuning);
    },
  };
}
