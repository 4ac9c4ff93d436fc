import type { Code, Local } from '../encoder/index.js';

/** Words of the state, each a vector with one lane a generator. */
const WORDS = 4;

/** xoshiro256++ in two lanes, its state in variables while a loop runs. */
export class VectorXoshiro {
  private readonly words: readonly Local[];

  /** Reads the states that `address` points to. */
  constructor(
    private readonly code: Code,
    private readonly address: Local,
  ) {
    this.words = Array.from({ length: WORDS }, (_, k) => {
      code.get(address).load('v128.load', 16 * k);
      return code.keep('v128');
    });
  }

  /** Steps all lanes; their next 64 bits. */
  next(): Local {
    const { code } = this;
    const [s0, s1, s2, s3] = this.words as [Local, Local, Local, Local];
    code.get(s0, s3).op('i64x2.add');
    this.rotate(23);
    code.get(s0).op('i64x2.add');
    const result = code.keep('v128');
    code.get(s1).i32(17).op('i64x2.shl');
    const shifted = code.keep('v128');
    this.mix(s2, s0);
    this.mix(s3, s1);
    this.mix(s1, s2);
    this.mix(s0, s3);
    this.mix(s2, shifted);
    code.get(s3);
    this.rotate(45);
    code.set(s3);
    code.free(shifted);
    return result;
  }

  /** Writes the states back. */
  save(): void {
    this.words.forEach((word, k) => {
      this.code.get(this.address, word).store('v128.store', 16 * k);
    });
  }

  private mix(word: Local, other: Local): void {
    this.code.get(word, other).op('v128.xor').set(word);
  }

  /** The vector on the stack, every lane rotated left. */
  private rotate(bits: number): void {
    const { code } = this;
    const value = code.keep('v128');
    code.get(value).i32(bits).op('i64x2.shl');
    code
      .get(value)
      .i32(64 - bits)
      .op('i64x2.shr_u')
      .op('v128.or');
    code.free(value);
  }
}
