import { normalQuantile } from '../base/numeric/special.js';
import { Ordering } from './ordering.js';
import type { Sample } from './sample.js';

/**
 * Replaces values by normal scores of their ranks over all chains, ties sharing their average
 * rank: z = Phi^-1((r - 3/8) / (S + 1/4)) (Blom 1958; Vehtari et al. 2021, eq. 14). One instance
 * serves any number of samples of one size.
 */
export class RankNormaliser {
  /** Score of every whole and half rank, at twice the rank. */
  private readonly scores: Float64Array;
  private readonly ordering: Ordering;

  constructor(readonly size: number) {
    this.ordering = new Ordering(size);
    this.scores = Float64Array.from({ length: 2 * size + 1 }, (_, twice) =>
      twice < 2 ? NaN : normalQuantile((twice / 2 - 3 / 8) / (size + 1 / 4)),
    );
  }

  normalise({ values }: Sample, into: Sample): Sample {
    const order = this.ordering.positions(values);
    for (let start = 0; start < this.size;) {
      const value = values[order[start]!]!;
      let end = start + 1;
      while (end < this.size && values[order[end]!] === value) end++;
      // Ranks start + 1 to end: twice their average is start + 1 + end.
      const score = this.scores[start + 1 + end]!;
      for (let k = start; k < end; k++) into.values[order[k]!] = score;
      start = end;
    }
    return into;
  }
}
