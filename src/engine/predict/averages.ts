import type { PredictedTarget } from '../../compiler/6-build/predictor.js';

/** What is averaged over draws of one target, in memory that does not grow with the draws. */
export class Averages {
  private readonly total: Float64Array;
  private readonly lpd: LogMeanExp | undefined;
  private draws = 0;

  constructor(private readonly target: PredictedTarget) {
    this.total = new Float64Array(target.mean.length);
    const { logDensity } = target;
    if (logDensity !== undefined) this.lpd = new LogMeanExp(logDensity.length);
  }

  /** Takes in the draw that the predictor was last run with. */
  add(): void {
    const { mean, logDensity } = this.target;
    for (let i = 0; i < mean.length; i++) this.total[i]! += mean[i]!;
    if (logDensity !== undefined) this.lpd?.add(logDensity);
    this.draws++;
  }

  /** Of the conditional means: rows of values, or rows x classes of probabilities. */
  mean(): Float64Array {
    return this.total.map((sum) => sum / this.draws);
  }

  /** Mean over rows of the log of the predictive density of what was observed. */
  meanLpd(): number {
    return this.lpd === undefined ? NaN : average(this.lpd.values());
  }
}

/** The log of the mean of exponentials, a row at a time and without overflow. */
class LogMeanExp {
  private readonly greatest: Float64Array;
  private readonly sum: Float64Array;
  private count = 0;

  constructor(rows: number) {
    this.greatest = new Float64Array(rows).fill(-Infinity);
    this.sum = new Float64Array(rows);
  }

  add(logs: Float64Array): void {
    this.count++;
    for (let row = 0; row < this.sum.length; row++) {
      const log = logs[row]!;
      const before = this.greatest[row]!;
      if (log === -Infinity) continue;
      if (log > before) {
        this.sum[row] = this.sum[row]! * Math.exp(before - log) + 1;
        this.greatest[row] = log;
      } else {
        this.sum[row]! += Math.exp(log - before);
      }
    }
  }

  values(): Float64Array {
    return this.greatest.map((greatest, row) => greatest + Math.log(this.sum[row]! / this.count));
  }
}

/** Over those entries that are there: a missing observation is NaN. */
export function average(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
