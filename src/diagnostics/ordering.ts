const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
/** Low digit of each pass over the 64 bits, as word and shift. */
const PASSES = [0, 1].flatMap((word) =>
  [0, DIGIT_BITS, 2 * DIGIT_BITS].map((shift) => ({ word, shift })),
);

/**
 * Sorts the positions of numbers by least-significant-digit radix on their bits: several times
 * faster than comparing, for the thousands of values of a run's chains. NaN comes last.
 */
export class Ordering {
  private readonly keys: readonly [Uint32Array, Uint32Array];
  private readonly counts = new Uint32Array(BUCKETS + 1);
  private order: Uint32Array;
  private spare: Uint32Array;

  constructor(readonly size: number) {
    this.keys = [new Uint32Array(size), new Uint32Array(size)];
    this.order = new Uint32Array(size);
    this.spare = new Uint32Array(size);
  }

  /** Positions from the least value to the greatest. Overwritten by the next call. */
  positions(values: Float64Array): Uint32Array {
    this.readKeys(values);
    for (let k = 0; k < this.size; k++) this.order[k] = k;
    for (const { word, shift } of PASSES) this.distribute(this.keys[word]!, shift);
    return this.order;
  }

  /** Bits whose unsigned order is that of the numbers: sign flipped, and all bits of a negative. */
  private readKeys(values: Float64Array): void {
    const [low, high] = this.keys;
    const words = new Uint32Array(values.buffer, values.byteOffset, 2 * this.size);
    for (let k = 0; k < this.size; k++) {
      const upper = words[2 * k + 1]!;
      const flip = upper >>> 31 ? 0xffffffff : 0;
      low[k] = words[2 * k]! ^ flip;
      high[k] = Number.isNaN(values[k]) ? 0xffffffff : upper ^ (flip | 0x80000000);
    }
  }

  /** One stable pass: by the digit of `key` at `shift`. */
  private distribute(key: Uint32Array, shift: number): void {
    const { counts, order, spare, size } = this;
    counts.fill(0);
    for (let k = 0; k < size; k++) counts[((key[k]! >>> shift) & (BUCKETS - 1)) + 1]!++;
    for (let digit = 1; digit <= BUCKETS; digit++) counts[digit]! += counts[digit - 1]!;
    for (let k = 0; k < size; k++) {
      const position = order[k]!;
      spare[counts[(key[position]! >>> shift) & (BUCKETS - 1)]!++] = position;
    }
    this.order = spare;
    this.spare = order;
  }
}
