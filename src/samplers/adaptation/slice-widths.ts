export interface SliceTuning {
  readonly widths: readonly number[];
  /** Sums over warm-up of the moves along each direction, later ones weighing more. */
  readonly moved: readonly number[];
}

/** Widths of slice moves along several directions, tuned in warm-up. */
export interface SliceWidths {
  readonly widths: Float64Array;
  learn(direction: number, move: number, iteration: number): void;
  tuning(): SliceTuning;
  restore(tuning: SliceTuning): void;
}

/** Warm-up iterations before the widths first change. */
const FIRST_CHANGE = 10;

/** A width follows twice the mean move, weighed by iteration, which forgets a poor start (the rule of JAGS). */
export function createSliceWidths(directions: number, warmup: number): SliceWidths {
  const widths = new Float64Array(directions).fill(1);
  const moved = new Float64Array(directions);
  return {
    widths,
    learn(i, move, iteration) {
      if (iteration >= warmup) return;
      moved[i] = moved[i]! + (iteration + 1) * move;
      if (iteration + 1 < FIRST_CHANGE || moved[i] === 0) return;
      widths[i] = (2 * moved[i]!) / (((iteration + 1) * (iteration + 2)) / 2);
    },
    tuning: () => ({ widths: Array.from(widths), moved: Array.from(moved) }),
    restore(tuning) {
      widths.set(tuning.widths);
      moved.set(tuning.moved);
    },
  };
}
