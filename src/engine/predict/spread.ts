import type { RandomStream } from '../../base/random/stream.js';
import type { PredictedTarget } from '../../compiler/6-build/predictor.js';
import type { NumericPrediction } from './prediction.js';
import { moments } from '../../base/numeric/moments.js';
import { quantile } from '../../base/numeric/quantile.js';

export type Spread = Pick<NumericPrediction, 'sd' | 'q5' | 'q50' | 'q95'>;

export function emptySpread(rows: number): Spread {
  const [sd, q5, q50, q95] = Array.from({ length: 4 }, () => new Float64Array(rows));
  return { sd: sd!, q5: q5!, q50: q50!, q95: q95! };
}

/** Predictive draws of some rows of a target, gathered over all draws of the run. */
export class SpreadOfRows {
  private readonly samples: Float64Array;
  private readonly drawn: Float64Array;

  constructor(
    private readonly target: PredictedTarget,
    private readonly draws: number,
    private readonly from: number,
    private readonly to: number,
  ) {
    this.samples = new Float64Array((to - from) * draws);
    this.drawn = new Float64Array(target.rows);
  }

  /** Draws every row, so that what a row gets does not depend on which rows are gathered. */
  add(draw: number, stream: RandomStream): void {
    this.target.sample(stream, this.drawn);
    for (let row = this.from; row < this.to; row++) {
      this.samples[(row - this.from) * this.draws + draw] = this.drawn[row]!;
    }
  }

  writeTo(spread: Spread): void {
    for (let row = this.from; row < this.to; row++) {
      const begin = (row - this.from) * this.draws;
      const own = this.samples.subarray(begin, begin + this.draws);
      spread.sd[row] = Math.sqrt(moments(own).variance);
      own.sort();
      spread.q5[row] = quantile(own, 0.05);
      spread.q50[row] = quantile(own, 0.5);
      spread.q95[row] = quantile(own, 0.95);
    }
  }
}
