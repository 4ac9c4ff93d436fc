export interface WelfordTuning {
  readonly count: number;
  readonly mean: readonly number[];
  readonly squares: readonly number[];
}

export interface Welford {
  readonly count: number;
  readonly mean: Readonly<Float64Array>;
  add(position: Float64Array): void;
  /** Stan's estimate, drawn towards 1e-3 as if by five draws; where it is not finite, `out` stays. */
  shrunkVariance(out: Float64Array): void;
  clear(): void;
  tuning(): WelfordTuning;
  restore(tuning: WelfordTuning): void;
}

/** Running variances by Welford's recurrence (1962). */
export function createWelford(dimension: number): Welford {
  let count = 0;
  const mean = new Float64Array(dimension);
  const squares = new Float64Array(dimension);
  return {
    get count() {
      return count;
    },
    mean,
    add(position) {
      count++;
      for (let i = 0; i < dimension; i++) {
        const x = position[i]!;
        const before = x - mean[i]!;
        const updated = mean[i]! + before / count;
        mean[i] = updated;
        squares[i] = squares[i]! + before * (x - updated);
      }
    },
    shrunkVariance(out) {
      if (count < 2) return;
      const weight = count / (count + 5);
      for (let i = 0; i < dimension; i++) {
        const variance = weight * (squares[i]! / (count - 1)) + 1e-3 * (1 - weight);
        if (Number.isFinite(variance)) out[i] = variance;
      }
    },
    clear() {
      count = 0;
      mean.fill(0);
      squares.fill(0);
    },
    tuning: () => ({ count, mean: Array.from(mean), squares: Array.from(squares) }),
    restore(tuning) {
      count = tuning.count;
      mean.set(tuning.mean);
      squares.set(tuning.squares);
    },
  };
}
