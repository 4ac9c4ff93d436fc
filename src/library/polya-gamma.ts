import { constant, inputsOf, mul, square, sub, type Node } from '../expression/index.js';
import type { Carrier } from './distribution.js';
import { polyaGammaFamily } from './families/polya-gamma.js';
import { logitsOf } from './log-of.js';
import { total } from './terms.js';

export const POLYA_GAMMA_SOURCE =
  'Polson, Scott and Windle (2013), JASA 108(504), 1339-1349, theorem 1';

/**
 * Successes x of n trials of chance sigmoid(l): (x - n/2) l - w l^2 / 2 - n log 2 with respect to w ~ PG(n, 0), which
 * integrates to x l - n log(1 + exp(l)).
 */
export function polyaGamma(
  x: Node,
  n: Node,
  p: Node,
  w: Node,
): { readonly logDensity: Node; readonly carrier: Carrier } | undefined {
  const logits = logitsOf(p);
  if (logits === undefined || inputsOf(n).size > 0) return undefined;
  const half = mul(constant(0.5), n);
  const linear = mul(sub(x, half), logits);
  const tilt = mul(constant(-0.5), mul(w, square(logits)));
  const logDensity = total(linear, tilt, mul(constant(-Math.LN2), n));
  return { logDensity, carrier: { family: polyaGammaFamily, given: [n] } };
}
