/** What was seen of jumps; plain JSON. */
export interface JumpTuning {
  readonly starts: number;
  readonly mean: readonly number[];
  readonly squares: readonly number[];
  /** Of each way to move. */
  readonly counts: readonly number[];
  readonly jumps: readonly (readonly number[])[];
}

/** Squared jumps of some functions of a chain's state by several ways to move, beside the variances of those functions. */
export interface Jumps {
  /** The functions where a move begins. */
  start(values: ArrayLike<number>): void;
  /** The functions where it would end if moved so, with the chance that it does. */
  end(way: number, values: ArrayLike<number>, chance?: number): void;
  /** How often a way was tried. */
  count(way: number): number;
  /**
   * Effective draws a move. Of a function that jumps by J, squared and on average, with variance V, correlation
   * 1 - J / 2V is left, so J / (4V - J) effective draws a move; of several functions the harmonic mean, in which slow
   * ones count. V may be of few draws: it is the same for all ways, and of slow functions J alone compares them.
   */
  draws(way: number): number;
  tuning(): JumpTuning;
  restore(tuning: JumpTuning): void;
}

export function createJumps(functions: number, ways: number): Jumps {
  let starts = 0;
  const from = new Float64Array(functions);
  const mean = new Float64Array(functions);
  const squares = new Float64Array(functions);
  const counts = new Float64Array(ways);
  const jumps = Array.from({ length: ways }, () => new Float64Array(functions));
  return {
    start(values) {
      from.set(values);
      starts++;
      for (let i = 0; i < functions; i++) {
        const away = from[i]! - mean[i]!;
        mean[i] = mean[i]! + away / starts;
        squares[i] = squares[i]! + away * (from[i]! - mean[i]!);
      }
    },
    end(way, values, chance = 1) {
      counts[way] = counts[way]! + 1;
      // Where there is no density there may be no value either.
      if (chance === 0) return;
      const sums = jumps[way]!;
      for (let i = 0; i < functions; i++) {
        sums[i] = sums[i]! + chance * (values[i]! - from[i]!) ** 2;
      }
    },
    count: (way) => counts[way]!,
    draws: (way) => harmonicMean(jumps[way]!, squares, starts / counts[way]!),
    tuning: () => ({
      starts,
      mean: Array.from(mean),
      squares: Array.from(squares),
      counts: Array.from(counts),
      jumps: jumps.map((sums) => Array.from(sums)),
    }),
    restore(tuning) {
      starts = tuning.starts;
      mean.set(tuning.mean);
      squares.set(tuning.squares);
      counts.set(tuning.counts);
      tuning.jumps.forEach((sums, way) => {
        jumps[way]!.set(sums);
      });
    },
  };
}

/** That of independent draws, in variances: what is beyond may be noise, and noise is not to be chosen for. */
const LARGEST_JUMP = 2;

/** `weight` makes a sum of jumps one of as many as there were starts. */
function harmonicMean(jumps: Float64Array, squares: Float64Array, weight: number): number {
  let reciprocals = 0;
  let moving = 0;
  for (let i = 0; i < jumps.length; i++) {
    if (!(squares[i]! > 0)) continue;
    const jump = Math.min((weight * jumps[i]!) / squares[i]!, LARGEST_JUMP);
    reciprocals += (4 - jump) / jump;
    moving++;
  }
  return moving === 0 ? 0 : moving / reciprocals;
}
