import { log, log1p } from './logarithm.js';
import { cosPi, sinPi } from './trigonometric.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

/** (log gamma(2 + w) / w - (1 - Euler's constant)) / w, |w| <= 1/2; minimax, relative error 1.3e-18. */
const ABOUT_TWO: readonly number[] = [
  0.3224670334241132, -0.06735230105319825, 0.02058080842778109, -0.0073855510286533355,
  0.0028905103310004412, -0.0011927539126603424, 0.0005096695161789253, -0.00022315473661355722,
  9.945766403381188e-5, -4.4926518519978293e-5, 2.0505659081849756e-5, -9.437303190749506e-6,
  4.384421828880651e-6, -2.0495464379654844e-6, 9.206781031521548e-7, -4.20397415514805e-7,
  2.7816758279314124e-7, -1.4304226732564016e-7,
];
const ONE_LESS_EULER = 0.42278433509846713;
const HALF_LOG_TWO_PI = 0.91893853320467274;
/** B_2k / (2k (2k - 1)), B_2k / 2k, B_2k. Sources: Abramowitz and Stegun 6.1.40, 6.3.18, 6.4.12. */
const STIRLING: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
];
const DIGAMMA_SERIES = STIRLING.map((c, k) => c * (2 * k + 1));
const TRIGAMMA_SERIES = DIGAMMA_SERIES.map((c, k) => c * (2 * k + 2));
/** From here on the asymptotic series are exact to double accuracy. */
const ASYMPTOTIC = 10;

/** A function of x > 0, and of 1 - x where x <= 0, to be reflected there. */
interface Reflected {
  readonly negative: Variable;
  /** x or 1 - x. */
  readonly z: Variable;
}

function reflect(v: VectorCode, x: Variable): Reflected {
  const negative = v.keep(v.binary('le', x, v.constant(0)));
  return { negative, z: v.keep(v.choose(negative, v.sub(v.constant(1), x), x)) };
}

/** Where x is 0, -1, -2, ... or -Infinity. */
function pole(v: VectorCode, x: Variable, negative: Variable): Term {
  return v.bitwise('and', negative, v.binary('eq', x, v.unary('floor', x)));
}

/** log |gamma(x)|; +Infinity in the poles. */
export function lgamma(v: VectorCode, x: Variable): Term {
  const { negative, z } = reflect(v, x);
  const below = v.keep(v.binary('lt', z, v.constant(ASYMPTOTIC)));
  const value = v.variable(stirling(v, z));
  v.whenAny(below, () => {
    v.assign(value, v.choose(below, nearTwo(v, v.keep(v.choose(below, z, v.constant(2)))), value));
  });
  v.whenAny(negative, () => {
    const ratio = v.div(v.constant(Math.PI), v.abs(sinPi(v, x)));
    const reflected = v.keep(v.sub(log(v, v.keep(ratio)), value));
    const finite = v.keep(v.choose(pole(v, x, negative), v.constant(Infinity), reflected));
    v.assign(value, v.choose(negative, finite, value));
  });
  return value;
}

/** x >= 10; log gamma(x) by Stirling's series. */
function stirling(v: VectorCode, x: Variable): Term {
  const inverse = v.keep(v.div(v.constant(1), x));
  const square = v.keep(v.mul(inverse, inverse));
  const remainder = v.keep(v.mul(v.polynomial(STIRLING, square), inverse));
  const slope = v.keep(v.sub(log(v, x), v.constant(1)));
  const constant = v.add(remainder, v.constant(HALF_LOG_TWO_PI - 0.5));
  return v.madd(slope, v.sub(x, v.constant(0.5)), constant);
}

/** 0 < x < 10, by a series about 2 after multiplications that bring x there. */
function nearTwo(v: VectorCode, x: Variable): Term {
  const one = v.constant(1);
  const y = v.variable(x);
  const product = v.variable(one);
  v.whileAny(
    () => v.binary('gt', y, v.constant(2.5)),
    () => {
      const above = v.keep(v.binary('gt', y, v.constant(2.5)));
      v.assign(y, v.sub(y, v.bitwise('and', above, one)));
      v.assign(product, v.mul(product, v.choose(above, y, one)));
    },
  );
  const belowHalf = v.keep(v.binary('lt', y, v.constant(0.5)));
  const belowOne = v.keep(v.binary('lt', y, v.constant(1.5)));
  const shift = v.choose(belowHalf, v.constant(0), v.choose(belowOne, one, v.constant(2)));
  const w = v.keep(v.sub(y, shift));
  const series = v.madd(v.polynomial(ABOUT_TWO, w), w, v.constant(ONE_LESS_EULER));
  const about = v.keep(v.mul(series, w));
  const first = v.bitwise('and', log1p(v, w), belowOne);
  const logarithm = v.keep(log(v, v.keep(v.choose(belowHalf, y, product))));
  const sign = v.bitwise('and', belowHalf, v.bits(v.format.signBit));
  return v.add(v.sub(about, first), v.bitwise('xor', logarithm, sign));
}

/** Adds what `term` gives of y to a sum while y < 10, and one to y. */
function climb(
  v: VectorCode,
  z: Variable,
  term: (y: Variable) => Term,
): { y: Variable; sum: Variable } {
  const y = v.variable(z);
  const sum = v.variable(v.constant(0));
  v.whileAny(
    () => v.binary('lt', y, v.constant(ASYMPTOTIC)),
    () => {
      const below = v.keep(v.binary('lt', y, v.constant(ASYMPTOTIC)));
      v.assign(sum, v.add(sum, v.bitwise('and', term(y), below)));
      v.assign(y, v.add(y, v.bitwise('and', below, v.constant(1))));
    },
  );
  return { y, sum };
}

/** d/dx log gamma(x); NaN in the poles. */
export function digamma(v: VectorCode, x: Variable): Term {
  const { negative, z } = reflect(v, x);
  const { y, sum } = climb(v, z, (at) => v.div(v.constant(1), at));
  const inverse = v.keep(v.div(v.constant(1), y));
  const square = v.keep(v.mul(inverse, inverse));
  const tail = v.mul(v.polynomial(DIGAMMA_SERIES, square), square);
  const small = v.keep(v.add(tail, v.madd(inverse, v.constant(0.5), sum)));
  const value = v.variable(v.sub(log(v, y), small));
  v.whenAny(negative, () => {
    const cotangent = v.div(v.mul(cosPi(v, x), v.constant(Math.PI)), sinPi(v, x));
    const reflected = v.keep(v.sub(value, cotangent));
    // All bits one is a NaN.
    const reflectedOrNaN = v.bitwise('or', reflected, pole(v, x, negative));
    v.assign(value, v.choose(negative, v.keep(reflectedOrNaN), value));
  });
  return value;
}

/** Second derivative of log gamma; +Infinity in the poles. */
export function trigamma(v: VectorCode, x: Variable): Term {
  const { negative, z } = reflect(v, x);
  const { y, sum } = climb(v, z, (at) => v.div(v.constant(1), v.mul(at, at)));
  const inverse = v.keep(v.div(v.constant(1), y));
  const square = v.keep(v.mul(inverse, inverse));
  const series = v.madd(v.polynomial(TRIGAMMA_SERIES, square), inverse, v.constant(0.5));
  const value = v.variable(v.add(v.madd(series, square, inverse), sum));
  v.whenAny(negative, () => {
    const root = v.keep(v.div(v.constant(Math.PI), sinPi(v, x)));
    const reflected = v.keep(v.sub(v.mul(root, root), value));
    const finite = v.bitwise('and', pole(v, x, negative), v.binary('gt', x, v.constant(-Infinity)));
    const atPole = v.keep(v.choose(finite, v.constant(Infinity), reflected));
    v.assign(value, v.choose(negative, atPole, value));
  });
  return value;
}
