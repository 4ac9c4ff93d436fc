import { logDeterminant } from '../../base/numeric/cholesky.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { requireSquare } from './cholesky.js';

/** Log determinant of a positive definite matrix; its second input is the matrix's factor. */
export const logDetSpd: TensorPrimitive = {
  name: 'logDetSpd',
  kind: 'tensor',
  shape([a]) {
    requireSquare('logDetSpd', a!);
    return [];
  },
  evaluate(node, [, factor], out) {
    out[0] = logDeterminant(factor!, node.inputs[0]!.shape[0]!);
  },
  vjp(g, node, k) {
    const [a] = node.inputs;
    return [k.mul(g, k.inverseSpd(a!)), undefined];
  },
  print: ([a]) => call('logdet', a!.text),
};
