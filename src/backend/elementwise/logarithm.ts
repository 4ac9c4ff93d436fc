import { expOfMinus } from './exponential.js';
import type { Lanes } from './float-format.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

type Coefficients = Readonly<Record<Lanes, readonly number[]>>;

/**
 * (2 atanh(s) / s - 2) / s^2 in z = s^2, ascending: minimax for log(1 + f), f = 2 s / (1 - s). For sqrt(1/2) <= 1 + f <=
 * sqrt(2) the relative errors are 1.3e-18 and 8.2e-10.
 */
const NEAR_ONE: Coefficients = {
  f64x2: [
    0.6666666666666735, 0.39999999999411556, 0.2857142874317583, 0.22222198483785946,
    0.18183569377006728, 0.15313911678974473, 0.14797430227028016,
  ],
  f32x4: [0.66666776, 0.39977518, 0.2987256],
};
/** The same for 0 <= f <= 1: 5e-17 and 4.6e-9. */
const UP_TO_TWO: Coefficients = {
  f64x2: [
    0.6666666666667788, 0.39999999995995855, 0.2857142906341843, 0.22222192641056485,
    0.18182821156618412, 0.15364184655705265, 0.13587320266472297, 0.09897914893827173,
    0.17749704943670605,
  ],
  f32x4: [0.6666641, 0.40021694, 0.2799919, 0.2802439],
};

/** log(1 + f) - f + rest. */
function curvature(v: VectorCode, f: Variable, coefficients: Coefficients, rest: Term): Term {
  const s = v.keep(v.div(f, v.add(f, v.constant(2))));
  const z = v.keep(v.mul(s, s));
  return v.nmadd(v.nmadd(v.polynomial(coefficients[v.lanes], z), z, f), s, rest);
}

/** x = 2^k m, sqrt(1/2) <= m < sqrt(2), by the bits alone: any x gives finite numbers. */
export interface Split {
  /** Bits of x raised so that the exponent field holds k, biased. */
  readonly raised: Variable;
  readonly k: Variable;
  readonly m: Term;
}

/** `less` is taken from k. */
export function split(v: VectorCode, x: Term, less: Term): Split {
  const { bitsOfOne, bitsOfRootHalf, mantissaBits, mantissaMask, bias } = v.format;
  const raised = v.keep(v.integer('add', x, v.bits(bitsOfOne - bitsOfRootHalf)));
  // The integer as the mantissa of a number that is 2^mantissaBits larger.
  const carrier = v.bits(BigInt(bias + mantissaBits) << BigInt(mantissaBits));
  const exponent = v.bitwise('or', v.shift('shr_u', raised, mantissaBits), carrier);
  const k = v.keep(v.sub(exponent, less));
  const mantissa = v.bitwise('and', raised, v.bits(mantissaMask));
  return { raised, k, m: v.integer('add', mantissa, v.bits(bitsOfRootHalf)) };
}

/** k log 2 + log(1 + f). */
function combine(v: VectorCode, k: Variable, f: Variable): Term {
  const [high, low] = v.format.logTwo;
  const small = curvature(v, f, NEAR_ONE, v.mul(k, v.constant(low)));
  return v.madd(k, v.constant(high), v.add(small, f));
}

/** -Infinity for x = 0, NaN for x < 0, x itself where it is infinite or NaN. */
export function outsideDomain(v: VectorCode, x: Variable, inside: Term): Term {
  const notZero = v.binary('ne', x, v.constant(0));
  // All bits one is a NaN.
  const below = v.bitwise('or', notZero, v.constant(-Infinity));
  const finite = v.choose(v.binary('gt', x, v.constant(0)), inside, below);
  return v.choose(v.binary('eq', x, v.constant(Infinity)), x, finite);
}

/** Subnormal numbers are made normal first. */
export function splitPositive(v: VectorCode, x: Variable): Split {
  const { smallestNormal, lift, liftBits, mantissaBits, bias } = v.format;
  const small = v.keep(v.binary('lt', x, v.constant(smallestNormal)));
  const offset = 2 ** mantissaBits + bias;
  const less = v.choose(small, v.constant(offset + liftBits), v.constant(offset));
  return split(v, v.choose(small, v.mul(x, v.constant(lift)), x), less);
}

/** Natural logarithm. */
export function log(v: VectorCode, x: Variable): Term {
  const { k, m } = splitPositive(v, x);
  return outsideDomain(v, x, combine(v, k, v.keep(v.sub(m, v.constant(1)))));
}

/** log(1 + x), the rounding of 1 + x put back into the mantissa. */
export function log1p(v: VectorCode, x: Variable): Term {
  const { mantissaBits, mantissaMask, bias, signBit } = v.format;
  const sum = v.keep(v.add(x, v.constant(1)));
  const most = v.keep(v.sub(sum, v.constant(1)));
  const lost = v.add(v.sub(x, most), v.sub(v.constant(1), v.sub(sum, most)));
  const { raised, k, m } = split(v, sum, v.constant(2 ** mantissaBits + bias));
  const power = v.bitwise('andnot', raised, v.bits(mantissaMask));
  const inverse = v.integer('sub', v.bits(BigInt(2 * bias) << BigInt(mantissaBits)), power);
  // What was lost matters below here, where the inverse power is a normal number.
  const matters = v.binary('lt', x, v.constant(2 ** (mantissaBits + 1)));
  const f = v.madd(v.bitwise('and', inverse, matters), lost, v.sub(m, v.constant(1)));
  const value = outsideDomain(v, sum, combine(v, k, v.keep(f)));
  return v.chooseBits(v.bits(signBit), x, value);
}

/** log(1 + e^x), without overflow. */
export function softplus(v: VectorCode, x: Variable): Term {
  const t = v.keep(expOfMinus(v, v.abs(x)));
  const positive = v.keep(v.binary('pmax', x, v.constant(0)));
  return v.add(positive, curvature(v, t, UP_TO_TWO, t));
}
