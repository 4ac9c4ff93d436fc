import {
  add,
  constant,
  logSumExp,
  mul,
  neg,
  type Node,
  type Shape,
} from '../../expression/index.js';
import { times, constantMatrix } from '../events.js';
import { logOf } from '../log-of.js';
import { softmax } from '../softmax.js';
import type { Bijector } from './bijector.js';

/** [K - 1, K], orthonormal rows with sum 0. */
function contrasts(size: number): Node {
  return constantMatrix(size - 1, size, (row, column) => {
    const scale = 1 / Math.sqrt((row + 1) * (row + 2));
    if (column <= row) return scale;
    return column === row + 1 ? -(row + 1) * scale : 0;
  });
}

function logRatios(u: Node): Node {
  return times(u, contrasts(u.shape.at(-1)! + 1));
}

/**
 * Onto simplexes, by isometric log ratios: Egozcue et al. (2003), Mathematical Geology 35, 279. All
 * elements are treated alike, and u = 0 is the middle.
 */
export const simplex: Bijector = {
  name: 'simplex',
  coordinates: (shape: Shape) => [...shape.slice(0, -1), shape.at(-1)! - 1],
  forward: (u) => softmax(logRatios(u)),
  /** The log ratios have sum 0, so that the logs of the elements have the sum -K log sum exp. */
  logDetJacobian(u) {
    const size = u.shape.at(-1)! + 1;
    const total = mul(constant(size), neg(logSumExp(logRatios(u))));
    return add(constant(0.5 * Math.log(size)), total);
  },
  inverseNode: (x) => times(logOf(x), contrasts(x.shape.at(-1)!), true),
};
