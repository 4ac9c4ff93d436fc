import { expOfMinus } from './exponential.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

/** erf(x) / x in x^2, |x| <= 1; minimax, relative error 7.3e-18. */
const CENTRE: readonly number[] = [
  1.1283791670955126, -0.3761263890318352, 0.11283791670944185, -0.026866170643111375,
  0.005223977606117625, -0.000854832592927142, 0.00012055293575569572, -1.4924712275907062e-5,
  1.6447131245010192e-6, -1.6206311241554742e-7, 1.371096948098858e-8, -7.779448129042074e-10,
];
/** exp(x^2) erfc(x) in s = 14.4 / (x + 3) - 2.6, 1 <= x <= 6; error in erf(x) 3.4e-19. */
const TAIL: readonly number[] = [
  0.2079832913334287, 0.15436117429436816, 0.04969844540344945, 0.012713147695383932,
  0.002479314696633473, 0.00033160296910817247, 1.9563557878054417e-5, -2.4255497230646265e-6,
  -5.540057316908971e-7, 4.198112595203127e-9, 1.1752151532853035e-8, -9.094459129068178e-12,
  -1.8015784015480077e-10,
];

export function erf(v: VectorCode, x: Variable): Term {
  // From 6 on it rounds to 1.
  const size = v.keep(v.binary('pmin', v.abs(x), v.constant(6)));
  const square = v.keep(v.mul(size, size));
  const small = v.keep(v.mul(v.polynomial(CENTRE, square), size));
  const scale = v.div(v.constant(14.4), v.add(size, v.constant(3)));
  const s = v.keep(v.sub(scale, v.constant(2.6)));
  const tail = v.keep(v.polynomial(TAIL, s));
  const large = v.nmadd(v.keep(expOfMinus(v, square)), tail, v.constant(1));
  const value = v.choose(v.binary('le', size, v.constant(1)), small, large);
  return v.withSign(v.keep(value), x);
}
