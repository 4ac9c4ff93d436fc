import { inverse } from '../../base/numeric/cholesky.js';
import { BINDING, within } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { requireSquare } from './cholesky.js';

/** Inverse of a positive definite matrix; its second input is the matrix's factor. */
export const inverseSpd: TensorPrimitive = {
  name: 'inverseSpd',
  kind: 'tensor',
  shape([a]) {
    requireSquare('inverseSpd', a!);
    return a!.shape;
  },
  evaluate(node, [, factor], out) {
    inverse(factor!, node.shape[0]!, out);
  },
  vjp(g, node, k) {
    // The function is of the symmetric part of A, and so is its derivative.
    const symmetric = k.mul(k.constant(0.5), k.add(g, k.transpose(g)));
    return [k.neg(k.matmul(node, k.matmul(symmetric, node))), undefined];
  },
  print: ([a]) => ({
    text: `${within(a!, BINDING.power + 1)}^-1`,
    binding: BINDING.power,
  }),
};
