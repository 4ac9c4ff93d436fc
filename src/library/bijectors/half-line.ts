import { add, exp, neg, sub, type Node } from '../../expression/index.js';
import { logOf } from '../log-of.js';
import type { Bijector } from './bijector.js';

/** Onto (end, infinity), or, with a sign of -1, onto (-infinity, end). */
export function halfLine(end: Node, sign: 1 | -1): Bijector {
  const signed = (x: Node) => (sign === 1 ? x : neg(x));
  return {
    name: 'half line',
    forward: (u) => add(end, signed(exp(signed(u)))),
    logDetJacobian: signed,
    inverseNode: (x) => signed(logOf(signed(sub(x, end)))),
    inverse: (x, lower = 0, upper = 0) => (sign === 1 ? Math.log(x - lower) : -Math.log(upper - x)),
  };
}
