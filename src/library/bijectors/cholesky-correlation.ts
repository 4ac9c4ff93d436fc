import {
  add,
  constant,
  div,
  exp,
  log1p,
  mul,
  neg,
  softplus,
  sqrt,
  square,
  sub,
  tanh,
  type Node,
} from '../../expression/index.js';
import { constantMatrix, repeated, platesOf, sumEvent, timesConstant } from '../events.js';
import type { Bijector } from './bijector.js';
import { fromTriangle, intoTriangle, triangleShape } from './triangle.js';

const HALF = constant(0.5);

/** log(1 - tanh(u)^2) */
function logComplement(u: Node): Node {
  const two = constant(2);
  const excess = add(u, softplus(mul(constant(-2), u)));
  return mul(two, sub(constant(Math.LN2), excess));
}

/** Of each element, the sum of those before it in its row. */
function before(x: Node): Node {
  return timesConstant(x, x.shape.at(-1)!, (j, k) => (j < k ? 1 : 0));
}

function withMatrix(x: Node, entry: (row: number, column: number) => number): Node {
  const size = x.shape.at(-1)!;
  return repeated(constantMatrix(size, size, entry), platesOf(x.shape, 2));
}

/** Half the log of what the elements before leave of the length 1 of a row. */
export function logLeft(u: Node): Node {
  return mul(HALF, before(logComplement(intoTriangle(u, false))));
}

/**
 * Onto Cholesky factors of correlation matrices: each element below the diagonal is a tanh of its
 * coordinate times what the elements before it leave of its row. Stan Reference Manual, "Cholesky
 * factors of correlation matrices"; Lewandowski, Kurowicka and Joe (2009).
 */
export const choleskyCorrelation: Bijector = {
  name: 'cholesky_correlation',
  coordinates: (shape) => triangleShape(shape, false),
  forward(u) {
    const partial = tanh(intoTriangle(u, false));
    const diagonal = withMatrix(partial, (i, j) => (i === j ? 1 : 0));
    return mul(add(partial, diagonal), exp(logLeft(u)));
  },
  logDetJacobian(u) {
    const all = add(logComplement(intoTriangle(u, false)), logLeft(u));
    const below = withMatrix(all, (i, j) => (j < i ? 1 : 0));
    return sumEvent(mul(all, below), 2);
  },
  inverseNode(x) {
    const elements = fromTriangle(x, false);
    const left = sub(constant(1), fromTriangle(before(square(x)), false));
    const partial = div(elements, sqrt(left));
    return mul(HALF, sub(log1p(partial), log1p(neg(partial))));
  },
};
