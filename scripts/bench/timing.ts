/** Figures of one thing measured several times. */
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

/** A function whose calls are timed in batches of about `seconds`; the first batches only warm it up. */
export class Stopwatch {
  private repeats = 1;

  constructor(
    private readonly work: () => void,
    private readonly seconds: number,
  ) {
    let took = this.batch();
    while (took < seconds / 2) {
      this.repeats = Math.ceil(this.repeats * Math.min(10, Math.max(1.5, (seconds * 0.9) / took)));
      took = this.batch();
    }
  }

  /** Microseconds a call. */
  measure(): number {
    return (this.batch() / this.repeats) * 1e6;
  }

  private batch(): number {
    const begun = performance.now();
    for (let i = 0; i < this.repeats; i++) this.work();
    return (performance.now() - begun) / 1000;
  }
}
