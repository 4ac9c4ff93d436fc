import seedrandom from 'seedrandom';
import { fillNormals, fillUniforms, type Fill } from './bulk.js';
import { LANES, STATE_SIZE } from './xoshiro256.js';

/** One step of a key path: root -> chain -> iteration -> block. */
export type KeyPart = string | number;

/**
 * A stream of independent draws. Its state is xoshiro128** seeded through seedrandom from a key, so
 * equal keys give equal draws whatever the machine or the number of workers.
 * Source of the generator: Blackman and Vigna (2021), ACM TOMS 47(4).
 */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spare: number | undefined;

  constructor(seed: string, ...key: readonly KeyPart[]) {
    const root = seedrandom(JSON.stringify([seed, ...key]));
    this.a = root.int32();
    this.b = root.int32();
    this.c = root.int32();
    this.d = root.int32() | 1;
  }

  /** The next 32 bits, as an unsigned integer. */
  bits(): number {
    const scaled = Math.imul(this.b, 5);
    const out = Math.imul((scaled << 7) | (scaled >>> 25), 9);
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = (this.d << 11) | (this.d >>> 21);
    return out >>> 0;
  }

  /** Uniform on the open interval (0, 1), 53 bits. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 67108864 + low + 0.5) / 9007199254740992;
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (this.spare !== undefined) {
      const kept = this.spare;
      this.spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.spare = v * scale;
      return u * scale;
    }
  }

  /** Many standard normals at once; the bits are those of `fill`, and all fills give the same. */
  normals(out: Float64Array, fill: Fill = fillNormals): void {
    fill(this.bulkStates(), out);
  }

  /** Many uniforms on (0, 1) at once. */
  uniforms(out: Float64Array, fill: Fill = fillUniforms): void {
    fill(this.bulkStates(), out);
  }

  /** States of generators for bulk draws, never all zero. */
  private bulkStates(): Int32Array {
    const states = new Int32Array(STATE_SIZE);
    for (let i = 0; i < STATE_SIZE; i++) states[i] = this.bits();
    for (let lane = 0; lane < LANES; lane++) states[2 * lane]! |= 1;
    return states;
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Gamma(shape, rate 1), by Marsaglia and Tsang (2000); shape below 1 by the power boost. */
  gamma(shape: number): number {
    return Math.exp(this.logGamma(shape));
  }

  /** Log of a Gamma(shape, rate 1) draw: exact where the draw itself would underflow. */
  logGamma(shape: number): number {
    if (shape < 1) return this.logGamma(shape + 1) + Math.log(this.uniform()) / shape;
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return Math.log(d) + Math.log(v);
      }
    }
  }
}
