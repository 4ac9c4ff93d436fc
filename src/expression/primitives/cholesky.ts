import { cholesky as factorise } from '../../base/numeric/cholesky.js';
import { mismatch } from '../mismatch.js';
import type { Node } from '../node.js';
import type { TensorPrimitive } from '../primitive.js';

/**
 * The lower factor L of the symmetric part of a positive definite matrix, A = L L'; NaN where A is
 * not positive definite. `logDetSpd`, `solveSpd` and `inverseSpd` read it beside the matrix, so that
 * one factor serves all three, and have their derivatives with respect to the matrix alone.
 */
export const cholesky: TensorPrimitive = {
  name: 'cholesky',
  kind: 'tensor',
  shape([a]) {
    requireSquare('cholesky', a!);
    return a!.shape;
  },
  evaluate(node, [a], out) {
    factorise(a!, node.shape[0]!, out);
  },
  /** Murray (2016), arXiv 1602.07527, equation 10. */
  vjp(g, node, k) {
    const size = node.shape[0]!;
    const triangle = Float64Array.from({ length: size * size }, (_, at) => {
      const [row, column] = [Math.floor(at / size), at % size];
      return row === column ? 0.5 : row > column ? 1 : 0;
    });
    const inner = k.mul(k.constant(triangle, node.shape), k.matmul(node, g, { transposeA: true }));
    // A^-1 L is the transposed inverse of L.
    const left = k.matmul(k.inverseSpd(node.inputs[0]!), node);
    const outer = k.matmul(k.matmul(left, inner), left, { transposeB: true });
    return [k.mul(k.constant(0.5), k.add(outer, k.transpose(outer)))];
  },
};

export function requireSquare(op: string, a: Node): void {
  if (a.shape.length === 2 && a.shape[0] === a.shape[1]) return;
  throw mismatch(op, [a], 'needs a square matrix');
}
