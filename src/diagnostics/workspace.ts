import { Autocovariance } from './autocovariance.js';
import { Ordering } from './ordering.js';
import { RankNormaliser } from './ranks.js';
import { emptySample, emptySplit, type Sample } from './sample.js';

/** Buffers and tables for the diagnostics of any number of samples of one size. */
export class Workspace {
  /** A sample to be changed at will, of the size of the draws. */
  readonly changed: Sample;
  readonly split: Sample;
  readonly scored: Sample;
  readonly autocovariance: Autocovariance;
  readonly ranks: RankNormaliser;
  private readonly ordering: Ordering;
  private readonly sorted: Float64Array;

  constructor({ chains, draws }: Omit<Sample, 'values'>) {
    this.changed = emptySample(chains, draws);
    this.split = emptySplit({ chains, draws });
    this.scored = emptySplit({ chains, draws });
    this.autocovariance = new Autocovariance(this.split.draws);
    this.ranks = new RankNormaliser(this.split.values.length);
    this.ordering = new Ordering(chains * draws);
    this.sorted = new Float64Array(chains * draws);
  }

  /** The values in order. Overwritten by the next call. */
  sort({ values }: Sample): Float64Array {
    this.ordering.positions(values).forEach((position, k) => {
      this.sorted[k] = values[position]!;
    });
    return this.sorted;
  }
}
