import type { Algebra } from './algebra.js';
import type { Node } from './node.js';

/** The density at x of a gamma with shape a and rate 1, over a tail given by its log. */
export function gammaDensityOverTail(a: Node, x: Node, logTail: Node, k: Algebra): Node {
  const logDensity = k.sub(k.mul(k.sub(a, k.constant(1)), k.log(x)), k.add(x, k.lgamma(a)));
  return k.exp(k.sub(logDensity, logTail));
}
