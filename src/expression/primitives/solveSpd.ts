import { solveLower, solveUpper } from '../../base/numeric/cholesky.js';
import { mismatch } from '../mismatch.js';
import { BINDING, within } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { requireSquare } from './cholesky.js';

/** X with A X = B, for A [n, n] positive definite and B [n, m]; the third input is the factor of A. */
export const solveSpd: TensorPrimitive = {
  name: 'solveSpd',
  kind: 'tensor',
  shape([a, b]) {
    requireSquare('solveSpd', a!);
    if (b!.shape.length !== 2 || b!.shape[0] !== a!.shape[0]) {
      throw mismatch('solveSpd', [a!, b!], 'needs a right side with as many rows');
    }
    return b!.shape;
  },
  evaluate(node, [, b, factor], out) {
    const [rows, columns] = node.shape as [number, number];
    out.set(b!);
    solveLower(factor!, rows, out, columns);
    solveUpper(factor!, rows, out, columns);
  },
  vjp(g, node, k) {
    const toB = k.solveSpd(node.inputs[0]!, g);
    // The function is of the symmetric part of A, and so is its derivative.
    const outer = k.matmul(toB, node, { transposeB: true });
    const toA = k.mul(k.constant(-0.5), k.add(outer, k.transpose(outer)));
    return [toA, toB, undefined];
  },
  print: ([a, b]) => ({
    text: `${within(a!, BINDING.power + 1)}^-1 @ ${within(b!, BINDING.matmul + 1)}`,
    binding: BINDING.matmul,
  }),
};
