/** Vectors of floating-point lanes. */
export type Lanes = 'f64x2' | 'f32x4';

/** What the functions need to know of a format; bit patterns as unsigned integers. */
export interface FloatFormat {
  /** Integer lanes of the same width. */
  readonly integers: 'i64x2' | 'i32x4';
  readonly mantissaBits: number;
  readonly bias: number;
  /** 1.5 * 2^mantissaBits + bias: a number in (-2^20, 2^20) added to it is rounded, its low bits are the biased integer. */
  readonly rounder: number;
  readonly signBit: bigint;
  readonly mantissaMask: bigint;
  readonly bitsOfOne: bigint;
  readonly bitsOfRootHalf: bigint;
  /** log 2 in two parts; the first has zeros enough at its end for exact multiples. */
  readonly logTwo: readonly [high: number, low: number];
  /** Smallest normal number, and a power of two that makes every subnormal number normal. */
  readonly smallestNormal: number;
  readonly lift: number;
  readonly liftBits: number;
  /** Outside, exp is 0 or infinite. */
  readonly expRange: readonly [low: number, high: number];
  /** e to its negative is normal; e to the other is the largest number. */
  readonly normalExp: number;
  readonly logLargest: number;
  /** x^2 vanishes beside x below it. */
  readonly negligible: number;
}

export const FORMATS: Readonly<Record<Lanes, FloatFormat>> = {
  f64x2: {
    integers: 'i64x2',
    mantissaBits: 52,
    bias: 1023,
    rounder: 1.5 * 2 ** 52 + 1023,
    signBit: 1n << 63n,
    mantissaMask: (1n << 52n) - 1n,
    bitsOfOne: 1023n << 52n,
    bitsOfRootHalf: 0x3fe6a09e667f3bcdn,
    logTwo: [0.6931471803691238, 1.9082149292705877e-10],
    smallestNormal: 2 ** -1022,
    lift: 2 ** 54,
    liftBits: 54,
    expRange: [-746, 710],
    normalExp: 708,
    logLargest: 709.782712893384,
    negligible: 2 ** -54,
  },
  f32x4: {
    integers: 'i32x4',
    mantissaBits: 23,
    bias: 127,
    rounder: 1.5 * 2 ** 23 + 127,
    signBit: 1n << 31n,
    mantissaMask: (1n << 23n) - 1n,
    bitsOfOne: 127n << 23n,
    bitsOfRootHalf: 0x3f3504f3n,
    logTwo: [0.693359375, -0.00021219444005469057],
    smallestNormal: 2 ** -126,
    lift: 2 ** 25,
    liftBits: 25,
    expRange: [-104, 89],
    normalExp: 87,
    logLargest: 88.72283935546875,
    negligible: 2 ** -25,
  },
};
