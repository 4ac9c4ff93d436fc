import { add, broadcast, concat, exp, log, slice, sub, type Node } from '../../expression/index.js';
import { sumEvent, timesConstant } from '../events.js';
import { elementwise, type Bijector } from './bijector.js';

/** The first element and what comes after, along the last axis. */
function parted(x: Node): readonly [first: Node, rest: Node] {
  const axis = x.shape.length - 1;
  return [slice(x, axis, 0, 1), slice(x, axis, 1, x.shape[axis]!)];
}

function joined(first: Node, rest: Node): Node {
  return concat([first, rest], first.shape.length - 1);
}

/**
 * Onto increasing vectors: the first element and the logs of the steps after it, and then each element
 * onto its own support by a map that increases. Stan Reference Manual, "Ordered vector".
 */
export function ordered(onto: Bijector): Bijector {
  const climb = (u: Node): Node => {
    const [first, rest] = parted(u);
    if (rest.shape.at(-1) === 0) return u;
    return timesConstant(joined(first, exp(rest)), u.shape.at(-1)!, (j, k) => (j <= k ? 1 : 0));
  };
  return {
    name: onto.name === 'identity' ? 'ordered' : `ordered ${onto.name}`,
    ...elementwise,
    forward: (u) => onto.forward(climb(u)),
    logDetJacobian(u) {
      const inner = onto.logDetJacobian(climb(u));
      const filled = inner.shape.length === 0 ? broadcast(inner, u.shape, []) : inner;
      return add(sumEvent(parted(u)[1], 1), sumEvent(filled, 1));
    },
    inverseNode(x) {
      const y = onto.inverseNode(x);
      const axis = y.shape.length - 1;
      const size = y.shape[axis]!;
      if (size === 1) return y;
      const steps = sub(slice(y, axis, 1, size), slice(y, axis, 0, size - 1));
      return joined(slice(y, axis, 0, 1), log(steps));
    },
  };
}
