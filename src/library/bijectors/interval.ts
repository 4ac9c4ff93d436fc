import { add, div, log, mul, sigmoid, sub, type Node } from '../../expression/index.js';
import type { Bijector } from './bijector.js';
import { logit } from './logit.js';

/** Onto (lower, upper). */
export function interval(lower: Node, upper: Node): Bijector {
  const width = sub(upper, lower);
  return {
    name: 'interval',
    forward: (u) => add(lower, mul(width, sigmoid(u))),
    logDetJacobian: (u) => add(logit.logDetJacobian(u), log(width)),
    inverseNode: (x) => log(div(sub(x, lower), sub(upper, x))),
    inverse: (x, from = 0, to = 1) => Math.log(x - from) - Math.log(to - x),
  };
}
