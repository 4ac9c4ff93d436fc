/**
 * The 20 train/test splits that published figures on the UCI sets use (Hernandez-Lobato and Adams 2015; Gal and
 * Ghahramani 2016). They are made here by the published recipe instead of being carried: after seeding NumPy's
 * generator with 1, each split is one random permutation of the rows, the last tenth of it the test rows.
 */

const STATE_SIZE = 624;
const SHIFT = 397;

/** MT19937 (Matsumoto and Nishimura 1998), seeded and used as NumPy's RandomState does. */
class MersenneTwister {
  private readonly state = new Uint32Array(STATE_SIZE);
  private next = STATE_SIZE;

  constructor(seed: number) {
    this.state[0] = seed;
    for (let i = 1; i < STATE_SIZE; i++) {
      const before = this.state[i - 1]!;
      this.state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  bits(): number {
    if (this.next === STATE_SIZE) this.twist();
    let y = this.state[this.next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** Uniform on 0 .. max: masked bits, redrawn while too large. */
  upTo(max: number): number {
    const mask = 2 ** (32 - Math.clz32(max)) - 1;
    for (;;) {
      const value = (this.bits() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** 0 .. n - 1 in random order. */
  permutation(n: number): number[] {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.upTo(i);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }

  private twist(): void {
    const s = this.state;
    for (let i = 0; i < STATE_SIZE; i++) {
      const y = (s[i]! & 0x80000000) | (s[(i + 1) % STATE_SIZE]! & 0x7fffffff);
      s[i] = s[(i + SHIFT) % STATE_SIZE]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.next = 0;
  }
}

/** Test rows (0-based) of the first `count` splits of a set of `rows` rows. */
export function standardSplits(rows: number, count: number): number[][] {
  const twister = new MersenneTwister(1);
  const trainRows = Math.round(rows * 0.9);
  return Array.from({ length: count }, () => twister.permutation(rows).slice(trainRows));
}
