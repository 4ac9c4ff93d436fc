import seedrandom from 'seedrandom';
import { PLAIN_FILLS, type Fills } from './bulk.js';
import { philox, type Words } from './philox.js';
import { LANES, STATE_SIZE } from './xoshiro256.js';

/** One step of a key path: root -> chain -> iteration -> block. */
export type KeyPart = string | number;

/** Fewer normals are drawn one by one: seeding generators for them would take longer. */
const FEW = 8;

/**
 * A stream of independent draws. Its state is xoshiro128**, derived from a key: the seed through
 * seedrandom, each further part by a bijection of what came before. So equal keys give equal draws
 * whatever the machine or the number of workers, and a stream costs a microsecond.
 * Source of the generator: Blackman and Vigna (2021), ACM TOMS 47(4).
 */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spare: number | undefined;
  private fills = PLAIN_FILLS;

  constructor(seed: string, ...key: readonly KeyPart[]) {
    const { words, mixing } = rootOf(seed);
    let state = words;
    for (const part of key) state = descend(state, part, mixing);
    this.a = state[0];
    this.b = state[1];
    this.c = state[2];
    this.d = state[3] | 1;
  }

  /** The same stream, its bulk draws made by other code, to the same bits. */
  filledBy(fills: Fills): this {
    this.fills = fills;
    return this;
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

  /** Many standard normals at once. */
  normals(out: Float64Array): void {
    if (out.length >= FEW) this.fills.normals(this.bulkStates(), out);
    else for (let i = 0; i < out.length; i++) out[i] = this.normal();
  }

  /** Many uniforms on (0, 1) at once. */
  uniforms(out: Float64Array): void {
    this.fills.uniforms(this.bulkStates(), out);
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

interface Root {
  readonly seed: string;
  readonly words: Words;
  readonly mixing: readonly [number, number];
}

/** Of the seed last asked for: a run has one, and seedrandom is slow. */
let lastRoot: Root | undefined;

function rootOf(seed: string): Root {
  if (lastRoot?.seed === seed) return lastRoot;
  const root = seedrandom(JSON.stringify([seed]));
  const words: Words = [root.int32(), root.int32(), root.int32(), root.int32()];
  lastRoot = { seed, words, mixing: [root.int32(), root.int32()] };
  return lastRoot;
}

/** Marks what a part is, so that no number is taken for a text. */
const NUMBER = 1;
const TEXT = 2;

function descend(state: Words, part: KeyPart, mixing: readonly [number, number]): Words {
  if (typeof part === 'number') {
    // Cut to an integer, keys that differ would have one stream.
    if (!Number.isSafeInteger(part)) return descend(state, String(part), mixing);
    const high = Math.floor(part / 2 ** 32);
    return absorb(state, [part | 0, high, 0, NUMBER], mixing);
  }
  let after = absorb(state, [part.length, 0, 0, TEXT], mixing);
  for (let i = 0; i < part.length; i++) {
    after = absorb(after, [part.charCodeAt(i), 0, 0, TEXT], mixing);
  }
  return after;
}

function absorb(state: Words, part: Words, mixing: readonly [number, number]): Words {
  const [a, b, c, d] = state;
  return philox([a ^ part[0], b ^ part[1], c ^ part[2], d ^ part[3]], mixing);
}
