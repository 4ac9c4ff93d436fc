/** Generators that run side by side, one a lane of a vector of two doubles. */
export const LANES = 2;
/** 32-bit numbers in the states of all lanes: four words, of each the lanes, of each the low half first. */
export const STATE_SIZE = 4 * LANES * 2;

/**
 * xoshiro256++ of one lane, in halves of words: `next` leaves 64 bits in `high` and `low`, as signed integers.
 * Source: Blackman and Vigna (2021), ACM TOMS 47(4).
 */
export class Xoshiro256 {
  high = 0;
  low = 0;
  private readonly first: number;

  /** Steps the states that it is given. */
  constructor(
    private readonly states: Int32Array,
    lane: number,
  ) {
    this.first = 2 * lane;
  }

  next(): void {
    const { states, first } = this;
    const second = first + 2 * LANES;
    const third = second + 2 * LANES;
    const last = third + 2 * LANES;
    const low0 = states[first]!;
    const high0 = states[first + 1]!;
    const low1 = states[second]!;
    const high1 = states[second + 1]!;
    this.scramble(low0, high0, states[last]!, states[last + 1]!);
    const low2 = states[third]! ^ low0;
    const high2 = states[third + 1]! ^ high0;
    const low3 = states[last]! ^ low1;
    const high3 = states[last + 1]! ^ high1;
    states[first] = low0 ^ low3;
    states[first + 1] = high0 ^ high3;
    states[second] = low1 ^ low2;
    states[second + 1] = high1 ^ high2;
    states[third] = low2 ^ (low1 << 17);
    states[third + 1] = high2 ^ ((high1 << 17) | (low1 >>> 15));
    // A rotation by 45 is one by 13 of exchanged halves.
    states[last] = (high3 << 13) | (low3 >>> 19);
    states[last + 1] = (low3 << 13) | (high3 >>> 19);
  }

  /** rotate(first + last, 23) + first. */
  private scramble(lowFirst: number, highFirst: number, lowLast: number, highLast: number): void {
    const low = (lowFirst + lowLast) | 0;
    const high = (highFirst + highLast + carry(low, lowFirst)) | 0;
    const turned = (low << 23) | (high >>> 9);
    this.low = (turned + lowFirst) | 0;
    this.high = (((high << 23) | (low >>> 9)) + highFirst + carry(this.low, lowFirst)) | 0;
  }
}

/** Of an unsigned sum modulo 2^32: it is smaller than its parts. */
function carry(sum: number, part: number): number {
  return sum >>> 0 < part >>> 0 ? 1 : 0;
}
