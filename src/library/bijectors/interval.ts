import { add, div, log, mul, sigmoid, sub, type Node, type Shape } from '../../expression/index.js';
import { overEvent } from '../events.js';
import { elementwise, type Bijector } from './bijector.js';
import { logit } from './logit.js';

/** Onto (lower, upper); ends may be one number, or one for each element or vector of u. */
export function interval(lower: Node, upper: Node): Bijector {
  const over = (bound: Node, shape: Shape) => overEvent(bound, shape.slice(bound.shape.length));
  const width = sub(upper, lower);
  return {
    name: 'interval',
    ...elementwise,
    forward: (u) => add(over(lower, u.shape), mul(over(width, u.shape), sigmoid(u))),
    logDetJacobian: (u) => add(logit.logDetJacobian(u), over(log(width), u.shape)),
    inverseNode: (x) => log(div(sub(x, over(lower, x.shape)), sub(over(upper, x.shape), x))),
  };
}
