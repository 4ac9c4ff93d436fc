import {
  BESSEL_SPLIT,
  I0_LARGE,
  I0_SERIES,
  I1_SERIES,
  RATIO_LARGE,
} from '../../base/numeric/bessel.js';
import { log, log1p } from './logarithm.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

interface Argument {
  readonly size: Variable;
  readonly isLarge: Variable;
  /** x^2 / 4 up to the split. */
  readonly square: Variable;
  /** The larger of size and the split. */
  readonly large: Variable;
  /** 16 / large - 1. */
  readonly s: Variable;
}

function argument(v: VectorCode, x: Variable): Argument {
  const size = v.keep(v.abs(x));
  const near = v.keep(v.binary('pmin', size, v.constant(BESSEL_SPLIT)));
  // The logarithm stays finite, so that infinity is infinite.
  const large = v.clamp(size, BESSEL_SPLIT, 1e300);
  return {
    size,
    isLarge: v.keep(v.binary('gt', size, v.constant(BESSEL_SPLIT))),
    square: v.keep(v.mul(v.mul(near, near), v.constant(0.25))),
    large,
    s: v.keep(v.sub(v.div(v.constant(2 * BESSEL_SPLIT), large), v.constant(1))),
  };
}

/** Log of the modified Bessel function of the first kind, order 0. */
export function logBesselI0(v: VectorCode, x: Variable): Term {
  const { size, isLarge, square, large, s } = argument(v, x);
  const excess = v.keep(v.mul(v.polynomial(I0_SERIES.slice(1), square), square));
  const small = v.keep(log1p(v, excess));
  const scaled = v.keep(v.div(v.polynomial(I0_LARGE, s), v.unary('sqrt', large)));
  return v.choose(isLarge, v.keep(v.add(size, log(v, scaled))), small);
}

/** I1(x) / I0(x). */
export function besselRatio(v: VectorCode, x: Variable): Term {
  const { size, isLarge, square, s } = argument(v, x);
  const numerator = v.keep(v.mul(v.polynomial(I1_SERIES, square), size));
  const twice = v.keep(v.div(numerator, v.polynomial(I0_SERIES, square)));
  const small = v.keep(v.mul(twice, v.constant(0.5)));
  const value = v.choose(isLarge, v.keep(v.polynomial(RATIO_LARGE, s)), small);
  return v.withSign(v.keep(value), x);
}
