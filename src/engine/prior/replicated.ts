import { moments } from '../../base/numeric/moments.js';
import { quantile } from '../../base/numeric/quantile.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { PredictedTarget } from '../../compiler/6-build/predictor.js';

/** A statistic of a whole data set: its spread over replicated ones, and its value for the data. */
export interface ReplicatedStatistic {
  readonly name: string;
  readonly q5: number;
  readonly q50: number;
  readonly q95: number;
  readonly observed?: number;
}

/** Data sets that the model holds possible before it sees one, in the data's own units. */
export interface ReplicatedTarget {
  readonly name: string;
  readonly rows: number;
  readonly statistics: readonly ReplicatedStatistic[];
  /** Share of the observed rows that lie within their own central 90 % interval. */
  readonly coverage?: number;
}

interface Statistic {
  readonly name: string;
  of(values: Float64Array): number;
}

const NUMERIC: readonly Statistic[] = [
  { name: 'mean', of: (values) => moments(values).mean },
  { name: 'sd', of: (values) => Math.sqrt(moments(values).variance) },
  { name: 'least', of: (values) => values.reduce((a, b) => Math.min(a, b), Infinity) },
  { name: 'greatest', of: (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) },
];

/** Gathers replicated data sets of one target, in memory that does not grow with rows times draws. */
export class Replications {
  private readonly drawn: Float64Array;
  private readonly observed: Float64Array | undefined;
  private readonly statistics: readonly Statistic[];
  private readonly series: readonly Float64Array[];
  /** For each observed row, replications below it, an equal one counting half. */
  private readonly below: Float64Array;
  private count = 0;

  constructor(
    private readonly target: PredictedTarget,
    draws: number,
  ) {
    this.drawn = new Float64Array(target.rows);
    this.observed = target.observed?.some(Number.isNaN) === false ? target.observed : undefined;
    this.statistics = target.classes === undefined ? NUMERIC : target.classes.map(shareOf);
    this.series = this.statistics.map(() => new Float64Array(draws));
    this.below = new Float64Array(target.rows);
  }

  /** Draws one data set, given the unknowns that the predictor was last run with. */
  add(stream: RandomStream): void {
    this.target.sample(stream, this.drawn);
    this.statistics.forEach(({ of }, k) => {
      this.series[k]![this.count] = of(this.drawn);
    });
    this.count++;
    this.observed?.forEach((value, row) => {
      const drawn = this.drawn[row]!;
      this.below[row]! += drawn < value ? 1 : drawn === value ? 0.5 : 0;
    });
  }

  finish(): ReplicatedTarget {
    const { name, rows, classes } = this.target;
    const statistics = this.statistics.map(({ name: statistic, of }, k): ReplicatedStatistic => {
      const sorted = this.series[k]!.toSorted();
      const [q5, q50, q95] = [0.05, 0.5, 0.95].map((p) => quantile(sorted, p));
      const observed = this.observed === undefined ? {} : { observed: of(this.observed) };
      return { name: statistic, q5: q5!, q50: q50!, q95: q95!, ...observed };
    });
    const covered = this.observed !== undefined && classes === undefined;
    return { name, rows, statistics, ...(covered && { coverage: this.coverage() }) };
  }

  private coverage(): number {
    const inside = this.below.filter((below) => Math.abs(below / this.count - 0.5) <= 0.45);
    return inside.length / this.below.length;
  }
}

function shareOf(name: string, index: number): Statistic {
  const isOne = (value: number) => value === index + 1;
  return {
    name: `share of ${name}`,
    of: (values) => values.filter(isOne).length / values.length,
  };
}
