import { exp, expOfMinus } from './exponential.js';
import { log, log1p } from './logarithm.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

/**
 * (1 + 2t) exp(t^2) erfc(t) in s = 1 - 7 / (t + 3.5), t >= 0; relative error 2.3e-17. The form is that of Shepherd and
 * Laframboise (1981), Math. Comp. 36.
 */
const SCALED_ERFC: readonly number[] = [
  1.2423492448711544, -0.1400091801376197, -0.010555596332221669, 0.09751909515328706,
  -0.11508959816003075, 0.08798315382403678, -0.04882332583088402, 0.019099330953271165,
  -0.004215019879774186, -0.0003022679534333239, 0.0005643842668705102, -0.00012151212091980101,
  -4.2781739959539994e-5, 2.4260300984917994e-5, 2.3273309537791425e-6, -3.814012584490695e-6,
  -4.309237398316666e-8, 6.014823849950426e-7, -8.611571571113718e-9, -9.64004253144383e-8,
  6.651894382376532e-10, 1.3624442778701048e-8, 6.040390099342991e-11, -1.1656687889203665e-9,
];
const ROOT_TWO_OVER_PI = 0.7978845608028654;

/** Half of exp(x^2 / 2) erfc(size / sqrt 2): what the density is multiplied by in the tail. */
function halfTail(v: VectorCode, size: Variable): Variable {
  const t = v.keep(v.mul(size, v.constant(Math.SQRT1_2)));
  const s = v.keep(v.sub(v.constant(1), v.div(v.constant(7), v.add(t, v.constant(3.5)))));
  return v.keep(v.div(v.polynomial(SCALED_ERFC, s), v.madd(t, v.constant(4), v.constant(2))));
}

/** exp(-size^2 / 2), with the rounding of the square undone. */
function gaussian(v: VectorCode, size: Variable): Variable {
  const within = v.keep(v.binary('pmin', size, v.constant(40)));
  const scaled = v.unary('nearest', v.mul(within, v.constant(64)));
  const head = v.keep(v.mul(scaled, v.constant(1 / 64)));
  const rest = v.mul(v.sub(head, within), v.add(head, within));
  const correction = exp(v, v.keep(v.mul(rest, v.constant(0.5))));
  const most = expOfMinus(v, v.keep(v.mul(v.mul(head, head), v.constant(0.5))));
  return v.keep(v.mul(v.keep(most), v.keep(correction)));
}

/** Log of the standard normal distribution function, to full relative accuracy in both tails. */
export function logNormalCdf(v: VectorCode, x: Variable): Term {
  const size = v.keep(v.abs(x));
  const half = halfTail(v, size);
  const outside = v.keep(v.mul(v.mul(gaussian(v, size), half), v.constant(-1)));
  const upper = v.keep(log1p(v, outside));
  const square = v.keep(v.mul(size, size));
  const lower = v.keep(v.nmadd(square, v.constant(0.5), log(v, half)));
  return v.choose(v.binary('gt', x, v.constant(0)), upper, lower);
}

/** Its derivative. */
export function inverseMills(v: VectorCode, x: Variable): Term {
  const size = v.keep(v.abs(x));
  const half = halfTail(v, size);
  const density = gaussian(v, size);
  const inside = v.keep(v.nmadd(density, half, v.constant(1)));
  const scale = v.constant(ROOT_TWO_OVER_PI / 2);
  const upper = v.keep(v.div(v.mul(density, scale), inside));
  const lower = v.keep(v.div(v.constant(ROOT_TWO_OVER_PI / 2), half));
  return v.choose(v.binary('gt', x, v.constant(0)), upper, lower);
}
