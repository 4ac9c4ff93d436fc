import type { Lanes } from './float-format.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

/**
 * (e^r - 1 - r) / r^2 on |r| <= log(2) / 2, ascending: minimax for the relative error of e^r - 1, which is
 * 1.8e-17 and 1.4e-8.
 */
const SECOND_ORDER: Readonly<Record<Lanes, readonly number[]>> = {
  f64x2: [
    0.5000000000000006, 0.16666666666666685, 0.04166666666657332, 0.008333333333314487,
    0.0013888888932484637, 0.00019841269903262082, 2.4801504311305974e-5, 2.755722774275984e-6,
    2.762638261314062e-7, 2.51145412797036e-8,
  ],
  f32x4: [0.5, 0.16666543, 0.04166628, 0.008366613, 0.0013946464],
};

/** Of y = x or -x: y = n log 2 + r, |r| <= log(2) / 2. */
interface Reduction {
  /** n, less the given number, on top of the rounder: its low bits are the biased integer. */
  readonly biased: Variable;
  /** n as a number. */
  readonly n: Variable;
  /** e^r - 1 where y = x, 1 - e^r where y = -x; to full relative accuracy. */
  readonly rest: Variable;
}

/** `tail` is added to r. */
function reduce(v: VectorCode, x: Variable, sign: 1 | -1, less = 0, tail?: Term): Reduction {
  const { rounder, logTwo } = v.format;
  const base = v.constant(rounder - less);
  const biased = v.keep(v.madd(x, v.constant(sign * Math.LOG2E), base));
  const n = v.keep(v.sub(biased, base));
  const away = sign === 1 ? v.nmadd.bind(v) : v.madd.bind(v);
  const near = away(n, v.constant(logTwo[1]), away(n, v.constant(logTwo[0]), x));
  const r = v.keep(tail === undefined ? near : v.add(near, tail));
  const square = v.keep(v.mul(r, r));
  const coefficients = SECOND_ORDER[v.lanes].map((c, k) => (sign === 1 ? c : -c * (-1) ** k));
  return { biased, n, rest: v.keep(v.madd(v.polynomial(coefficients, r, square), square, r)) };
}

/** 2^n of a biased integer, n within the exponents of normal numbers. */
function powerOfTwo(v: VectorCode, biased: Term): Term {
  return v.shift('shl', biased, v.format.mantissaBits);
}

/** e^n+r; 2^n may lie outside the exponents, so it is applied in halves, the first to the bits. */
function scaled(v: VectorCode, { biased, n }: Reduction, toRest: Term): Term {
  const half = v.keep(v.madd(n, v.constant(0.5), v.constant(v.format.rounder)));
  const other = powerOfTwo(v, v.integer('sub', biased, half));
  return v.mul(v.integer('add', toRest, other), powerOfTwo(v, half));
}

/** e^x, or e^(x + tail) of a tail below the last place of x; subnormal results are rounded once like any other. */
export function exp(v: VectorCode, x: Term, tail?: Term): Term {
  const [low, high] = v.format.expRange;
  const reduction = reduce(v, v.clamp(x, low, high), 1, 0, tail);
  return scaled(v, reduction, v.add(reduction.rest, v.constant(1)));
}

/** e^-size, size >= 0 or NaN. */
export function expOfMinus(v: VectorCode, size: Term): Term {
  const within = v.keep(v.binary('pmin', size, v.constant(-v.format.expRange[0])));
  const reduction = reduce(v, within, -1);
  return scaled(v, reduction, v.sub(v.constant(1), reduction.rest));
}

/** e^x - 1. */
export function expm1(v: VectorCode, x: Variable): Term {
  const { expRange, negligible } = v.format;
  // 2^(n - 1) stays finite; the result is doubled.
  const { biased, rest } = reduce(v, v.clamp(x, -50, expRange[1]), 1, 1);
  const power = v.keep(powerOfTwo(v, biased));
  const half = v.keep(v.madd(rest, power, v.sub(power, v.constant(0.5))));
  const tiny = v.binary('lt', v.abs(x), v.constant(negligible));
  return v.choose(tiny, x, v.add(half, half));
}

/** 1 / (1 + e^-x), 0 where e^-x is infinite. */
export function sigmoid(v: VectorCode, x: Variable): Term {
  const { normalExp, logLargest, expRange } = v.format;
  const within = v.clamp(x, -expRange[1], normalExp);
  const { biased, rest } = reduce(v, within, -1, 1);
  const power = v.keep(powerOfTwo(v, biased));
  const half = v.nmadd(rest, power, power);
  const value = v.div(v.constant(0.5), v.add(half, v.constant(0.5)));
  return v.bitwise('andnot', value, v.binary('lt', x, v.constant(-logLargest)));
}

/** t / (2 + t), t = e^(2 |x|) - 1, with the sign of x. */
export function tanh(v: VectorCode, x: Variable): Term {
  const size = v.keep(v.abs(x));
  // From here on the quotient rounds to 1.
  const twice = v.keep(v.binary('pmin', v.add(size, size), v.constant(40)));
  const { biased, rest } = reduce(v, twice, 1);
  const power = v.keep(powerOfTwo(v, biased));
  const t = v.keep(v.madd(rest, power, v.sub(power, v.constant(1))));
  return v.withSign(v.div(t, v.add(t, v.constant(2))), x);
}
