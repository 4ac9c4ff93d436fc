import { normalQuantile } from '../base/numeric/special.js';
import type { Sample } from './sample.js';

/**
 * Replaces values by normal scores of their ranks over all chains, ties sharing their average
 * rank: z = Phi^-1((r - 3/8) / (S + 1/4)) (Blom 1958; Vehtari et al. 2021, eq. 14). One instance
 * serves any number of samples of one size.
 */
export class RankNormaliser {
  /** Score of every whole and half rank, at twice the rank. */
  private readonly scores: Float64Array;
  private readonly sorted: Float64Array;
  private readonly scoreAt: Float64Array;

  constructor(readonly size: number) {
    this.scores = Float64Array.from({ length: 2 * size + 1 }, (_, twice) =>
      twice < 2 ? NaN : normalQuantile((twice / 2 - 3 / 8) / (size + 1 / 4)),
    );
    this.sorted = new Float64Array(size);
    this.scoreAt = new Float64Array(size);
  }

  normalise(sample: Sample, into: Sample): Sample {
    const { sorted, scoreAt } = this;
    sorted.set(sample.values);
    sorted.sort();
    this.scoreTies();
    for (let k = 0; k < this.size; k++) {
      into.values[k] = scoreAt[firstAtLeast(sorted, sample.values[k]!)]!;
    }
    return into;
  }

  private scoreTies(): void {
    const { sorted, scoreAt, scores, size } = this;
    for (let start = 0; start < size;) {
      let end = start + 1;
      while (end < size && sorted[end] === sorted[start]) end++;
      // Ranks start + 1 to end: twice their average is start + 1 + end.
      scoreAt.fill(scores[start + 1 + end]!, start, end);
      start = end;
    }
  }
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
