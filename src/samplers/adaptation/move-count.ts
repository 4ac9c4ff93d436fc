/** Numbers of moves in a row that are tried. */
export const COUNTS = [1, 2, 4] as const;

/** What a trial of repeated moves has seen; plain JSON. */
export interface TrialTuning {
  readonly count: number;
  readonly mean: readonly number[];
  readonly squares: readonly number[];
  /** Of each number of moves, the squared jumps of each coordinate summed. */
  readonly jumps: readonly (readonly number[])[];
}

/** Squared jumps of some coordinates after one move, two and four, beside their variances. */
export interface MoveTrial {
  /** Where the block stands before its moves. */
  start(position: Float64Array): void;
  /** Where it stands after so many. */
  after(moves: number, position: Float64Array): void;
  /**
   * The number of moves with the most effective draws for its cost. Of a coordinate that jumps by J, squared and on
   * average, with variance V, correlation 1 - J / 2V is left, so J / (4V - J) effective draws a sweep; of several
   * coordinates the harmonic mean, in which slow ones count. Costs are counted operations, never the clock, so the
   * choice is the same on every machine. The choice is 1 unless another gains half as much again.
   */
  choose(costs: { readonly move: number; readonly rest: number }): number;
  tuning(): TrialTuning;
  restore(tuning: TrialTuning): void;
}

/** What a few dozen trials can tell from noise. */
const GAIN = 1.5;

export function createMoveTrial(dimension: number): MoveTrial {
  let count = 0;
  const from = new Float64Array(dimension);
  const mean = new Float64Array(dimension);
  const squares = new Float64Array(dimension);
  const jumps = COUNTS.map(() => new Float64Array(dimension));
  return {
    start(position) {
      from.set(position);
      count++;
      for (let i = 0; i < dimension; i++) {
        const away = position[i]! - mean[i]!;
        mean[i] = mean[i]! + away / count;
        squares[i] = squares[i]! + away * (position[i]! - mean[i]!);
      }
    },
    after(moves, position) {
      const sums = jumps[COUNTS.findIndex((other) => other === moves)];
      for (let i = 0; sums !== undefined && i < dimension; i++) {
        sums[i] = sums[i]! + (position[i]! - from[i]!) ** 2;
      }
    },
    choose({ move, rest }) {
      const gains = COUNTS.map((moves, k) => {
        const draws = harmonicMean(jumps[k]!, squares);
        return draws / (moves * move + rest);
      });
      const best = gains.indexOf(Math.max(...gains));
      return gains[best]! > GAIN * gains[0]! ? COUNTS[best]! : 1;
    },
    tuning: () => ({
      count,
      mean: Array.from(mean),
      squares: Array.from(squares),
      jumps: jumps.map((sums) => Array.from(sums)),
    }),
    restore(tuning) {
      count = tuning.count;
      mean.set(tuning.mean);
      squares.set(tuning.squares);
      tuning.jumps.forEach((sums, k) => {
        jumps[k]!.set(sums);
      });
    },
  };
}

/** That of independent draws, in variances: what is beyond may be noise, and noise is not to be chosen for. */
const LARGEST_JUMP = 2;

function harmonicMean(jumps: Float64Array, squares: Float64Array): number {
  let reciprocals = 0;
  let moving = 0;
  for (let i = 0; i < jumps.length; i++) {
    if (!(squares[i]! > 0)) continue;
    const jump = Math.min(jumps[i]! / squares[i]!, LARGEST_JUMP);
    reciprocals += (4 - jump) / jump;
    moving++;
  }
  return moving === 0 ? 0 : moving / reciprocals;
}
