import { add, cholesky, constant, exp, log, mul, sub, type Node } from '../../expression/index.js';
import { constantMatrix, crossed, eachMatrix, platesOf, repeated, sumEvent } from '../events.js';
import type { Bijector } from './bijector.js';
import { fromTriangle, intoTriangle, triangleShape } from './triangle.js';

/** 1 on the diagonal, for each of the matrices. */
function diagonalOf(x: Node): Node {
  const size = x.shape.at(-1)!;
  const identity = constantMatrix(size, size, (i, j) => (i === j ? 1 : 0));
  return repeated(identity, platesOf(x.shape, 2));
}

function factorOf(u: Node): Node {
  const triangle = intoTriangle(u, true);
  const diagonal = diagonalOf(triangle);
  const below = mul(triangle, sub(constant(1), diagonal));
  return add(below, mul(exp(mul(triangle, diagonal)), diagonal));
}

/**
 * Onto symmetric positive definite matrices L L', by L with the logs of its diagonal. Stan Reference
 * Manual, "Covariance matrices"; Pinheiro and Bates (1996), Statistics and Computing 6, 289.
 */
export const covariance: Bijector = {
  name: 'covariance',
  coordinates: (shape) => triangleShape(shape, true),
  forward: (u) => crossed(factorOf(u)),
  logDetJacobian(u) {
    const triangle = intoTriangle(u, true);
    const size = triangle.shape.at(-1)!;
    const counts = constantMatrix(size, size, (i, j) => (i === j ? size + 1 - i : 0));
    const weighted = mul(triangle, repeated(counts, platesOf(triangle.shape, 2)));
    return add(constant(size * Math.LN2), sumEvent(weighted, 2));
  },
  inverseNode(x) {
    const factor = eachMatrix(x, cholesky);
    const diagonal = diagonalOf(factor);
    const off = sub(constant(1), diagonal);
    const logs = log(add(mul(factor, diagonal), off));
    return fromTriangle(add(logs, mul(factor, off)), true);
  },
};
