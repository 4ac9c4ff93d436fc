import { mismatch } from '../mismatch.js';
import { sameShape, sizeOf, type Shape } from '../node.js';
import { transparent } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** The same elements in the same row-major order. */
export const reshape: TensorPrimitive = {
  name: 'reshape',
  kind: 'tensor',
  shape([x], attributes) {
    const shape = attributes.shape as Shape;
    if (sizeOf(shape) !== sizeOf(x!.shape)) {
      throw mismatch('reshape', [x!], `does not fit [${shape.join(', ')}]`);
    }
    return shape;
  },
  simplify([x], attributes, k) {
    const shape = attributes.shape as Shape;
    if (sameShape(x!.shape, shape)) return x;
    if (x!.op === 'reshape') return k.reshape(x!.inputs[0]!, shape);
    const scalar = x!.op === 'broadcast' && x!.inputs[0]!.shape.length === 0;
    if (scalar) return k.broadcast(x!.inputs[0]!, shape, []);
    return x!.shape.length === 0 ? k.broadcast(x!, shape, []) : undefined;
  },
  evaluate(_, [x], out) {
    out.set(x!);
  },
  vjp: (g, node, k) => [k.reshape(g, node.inputs[0]!.shape)],
  print: transparent,
};
