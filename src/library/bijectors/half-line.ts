import { add, exp, neg, sub, type Node } from '../../expression/index.js';
import { overEvent } from '../events.js';
import { logOf } from '../log-of.js';
import { elementwise, type Bijector } from './bijector.js';

/** Onto (end, infinity), or, with a sign of -1, onto (-infinity, end). */
export function halfLine(end: Node, sign: 1 | -1): Bijector {
  const signed = (x: Node) => (sign === 1 ? x : neg(x));
  const over = ({ shape }: Node) => overEvent(end, shape.slice(end.shape.length));
  return {
    name: 'half line',
    ...elementwise,
    forward: (u) => add(over(u), signed(exp(signed(u)))),
    logDetJacobian: signed,
    inverseNode: (x) => signed(logOf(signed(sub(x, over(x))))),
  };
}
