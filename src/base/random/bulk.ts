import { LANES, Xoshiro256 } from './xoshiro256.js';

/** Fills an array from the states of all lanes, which it steps by whole rounds. */
export type Fill = (states: Int32Array, out: Float64Array) => void;

/** Bulk draws of one kind of code; all give the same bits. */
export interface Fills {
  readonly uniforms: Fill;
  readonly normals: Fill;
}

/** Polynomials of seven coefficients, ascending; every fill must work them out in the order of `polynomial`. */
export const BOX_MULLER = {
  /** (2 atanh(s) / s - 2) / s^2 in s^2, for log m, sqrt(1/2) <= m <= sqrt(2); minimax, relative error 1.3e-18. */
  logarithm: [
    0.6666666666666735, 0.39999999999411556, 0.2857142874317583, 0.22222198483785946,
    0.18183569377006728, 0.15313911678974473, 0.14797430227028016,
  ],
  /** sin(pi t / 2) / t and cos(pi t / 2) in t^2, |t| <= 1/2; relative errors 3.4e-18 and 5.6e-17. */
  sine: [
    1.5707963267948966, -0.6459640975062443, 0.07969262624603957, -0.004681754132282577,
    0.00016044115029284088, -3.5986417585215646e-6, 5.633721534719764e-8,
  ],
  cosine: [
    0.9999999999999999, -1.2337005501361489, 0.25366950789975323, -0.020863480733060817,
    0.0009192599355959536, -2.5200084189117133e-5, 4.654618305074652e-7,
  ],
} as const;
/** log 2 in two parts, the first with zeros at its end. */
export const LOG_TWO = [0.6931471803691238, 1.9082149292705877e-10] as const;

const POWERS_OF_TWO = Float64Array.from({ length: 54 }, (_, k) => 2 ** k);

/** Uniforms on the open interval (0, 1), 52 bits: of a round, one of every lane. */
export const fillUniforms: Fill = (states, out) => {
  for (let lane = 0; lane < LANES; lane++) {
    const generator = new Xoshiro256(states, lane);
    for (let round = 0; round < out.length; round += LANES) {
      generator.next();
      if (round + lane < out.length) out[round + lane] = uniform(upperBits(generator));
    }
  }
};

/**
 * Standard normals by Box and Muller: of a round, the first of every lane, then the second of every lane. Sums and
 * products only and none of them fused, so all fills and machines give the same bits.
 */
export const fillNormals: Fill = (states, out) => {
  for (let lane = 0; lane < LANES; lane++) {
    const generator = new Xoshiro256(states, lane);
    for (let round = 0; round < out.length; round += 2 * LANES) {
      generator.next();
      const radius = Math.sqrt(-2 * logUniform(generator));
      generator.next();
      const t = upperBits(generator) * 2 ** -52 - 0.5;
      const z = t * t;
      const sine = radius * (polynomial(BOX_MULLER.sine, z) * t);
      const size = radius * polynomial(BOX_MULLER.cosine, z);
      // Two bits that t leaves turn the eighth part of the circle into all of it.
      const cosine = (generator.low & 1) === 0 ? size : -size;
      const exchanged = (generator.low & 2) !== 0;
      const place = round + lane;
      if (place < out.length) out[place] = exchanged ? sine : cosine;
      if (place + LANES < out.length) out[place + LANES] = exchanged ? cosine : sine;
    }
  }
};

/** 52 bits. */
function upperBits({ high, low }: Xoshiro256): number {
  return (high >>> 0) * 2 ** 20 + (low >>> 12);
}

function uniform(bits: number): number {
  return (bits + 0.5) * 2 ** -52;
}

export const PLAIN_FILLS: Fills = { uniforms: fillUniforms, normals: fillNormals };

/** Log of the uniform: exponent and mantissa apart, the mantissa between the roots of 1/2 and 2. */
function logUniform(generator: Xoshiro256): number {
  const { high, low } = generator;
  const zeros = high === 0 ? 32 + Math.clz32(low >>> 12) - 12 : Math.clz32(high);
  const mantissa = uniform(upperBits(generator)) * POWERS_OF_TWO[zeros + 1]!;
  const above = mantissa >= Math.SQRT2;
  const exponent = above ? -zeros : -zeros - 1;
  const f = (above ? 0.5 * mantissa : mantissa) - 1;
  const s = f / (f + 2);
  const z = s * s;
  const bent = f - polynomial(BOX_MULLER.logarithm, z) * z;
  return exponent * LOG_TWO[0] + (exponent * LOG_TWO[1] - bent * s + f);
}

type Seven = readonly [number, number, number, number, number, number, number];

function polynomial(c: Seven, x: number): number {
  const square = x * x;
  const even = ((c[6] * square + c[4]) * square + c[2]) * square + c[0];
  const odd = (c[5] * square + c[3]) * square + c[1];
  return odd * x + even;
}
