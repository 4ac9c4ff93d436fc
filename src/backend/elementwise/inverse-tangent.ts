import type { Term, Variable, VectorCode } from './vector-code.js';

/** (atan(t) / t - 1) / t^2 in t^2, |t| <= tan(pi / 8); relative error of atan 3.1e-18. */
const ABOUT_ZERO: readonly number[] = [
  -0.3333333333333333, 0.1999999999999981, -0.14285714285661125, 0.11111111105272353,
  -0.09090908758913711, 0.07692296521303855, -0.06666427350829321, 0.058789556853308306,
  -0.05230639915011124, 0.04552395253784295, -0.03459014653484307, 0.016306411149839467,
];
/** What pi / 2 has beyond its double. */
const REST = 6.123233995736766e-17;

/** By 1 / x where |x| > 1, and by (t - 1) / (t + 1) above tan(pi / 8). */
export function atan(v: VectorCode, x: Variable): Term {
  const size = v.keep(v.abs(x));
  const inverted = v.keep(v.binary('gt', size, v.constant(1)));
  const t = v.keep(v.binary('pmin', size, v.div(v.constant(1), size)));
  const shifted = v.keep(v.binary('gt', t, v.constant(Math.SQRT2 - 1)));
  const turned = v.div(v.sub(t, v.constant(1)), v.add(t, v.constant(1)));
  const a = v.keep(v.choose(shifted, turned, t));
  const square = v.keep(v.mul(a, a));
  const small = v.keep(v.mul(v.mul(v.polynomial(ABOUT_ZERO, square), square), a));
  const angle = v.keep(v.add(a, small));
  const about = v.add(v.constant(Math.PI / 4), v.add(angle, v.constant(REST / 2)));
  const inner = v.keep(v.choose(shifted, about, angle));
  const outer = v.sub(v.constant(Math.PI / 2), v.sub(inner, v.constant(REST)));
  return v.withSign(v.keep(v.choose(inverted, outer, inner)), x);
}
