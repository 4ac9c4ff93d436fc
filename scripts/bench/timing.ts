/**
 * CPU seconds that this process and its threads have used: unlike the clock on the wall, it stands while other work
 * has the processor.
 */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Figures of one thing measured several times. Other work on the machine only adds to a time: the least is nearest the truth. */
export interface Measured {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function summarised(figures: readonly number[]): Measured {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, least: sorted[0]!, most: sorted.at(-1)! };
}

/** CPU time of a function's calls, in batches of a size found while it warms up. */
export class Stopwatch {
  private repeats = 1;

  constructor(
    private readonly work: () => void,
    /** Of a batch; a single call may take longer. */
    private readonly seconds: number,
  ) {
    let took = this.batch();
    while (took < seconds / 2) {
      this.repeats = Math.ceil(this.repeats * Math.min(10, Math.max(1.5, (seconds * 0.9) / took)));
      took = this.batch();
    }
  }

  /** Microseconds a call, a figure a batch, until the time is used. */
  measure(seconds: number): number[] {
    const figures: number[] = [];
    const end = cpuSeconds() + seconds;
    do figures.push((this.batch() / this.repeats) * 1e6);
    while (cpuSeconds() + this.seconds / 2 < end);
    return figures;
  }

  private batch(): number {
    const begun = cpuSeconds();
    for (let i = 0; i < this.repeats; i++) this.work();
    return cpuSeconds() - begun;
  }
}
