import { mismatch } from '../mismatch.js';
import { sizeOf } from '../node.js';
import type { TensorPrimitive } from '../primitive.js';

/** One after the other along an axis; the other axes agree. */
export const concat: TensorPrimitive = {
  name: 'concat',
  kind: 'tensor',
  shape(inputs, attributes) {
    const axis = attributes.axis as number;
    const first = inputs[0]!.shape;
    const agree = inputs.every(
      ({ shape }) =>
        shape.length === first.length &&
        shape.every((size, at) => at === axis || size === first[at]),
    );
    if (!agree || first[axis] === undefined) {
      throw mismatch('concat', inputs, `sizes differ off axis ${String(axis)}`);
    }
    const total = inputs.reduce((length, { shape }) => length + shape[axis]!, 0);
    return first.map((size, at) => (at === axis ? total : size));
  },
  simplify: (inputs) => (inputs.length === 1 ? inputs[0] : undefined),
  evaluate(node, inputs, out) {
    const axis = node.attributes.axis as number;
    const outer = sizeOf(node.shape.slice(0, axis));
    const stride = out.length / outer;
    let start = 0;
    for (const x of inputs) {
      const run = x.length / outer;
      for (let row = 0; row < outer; row++) {
        for (let i = 0; i < run; i++) out[row * stride + start + i] = x[row * run + i]!;
      }
      start += run;
    }
  },
  vjp(g, node, k) {
    const axis = node.attributes.axis as number;
    let start = 0;
    return node.inputs.map(({ shape }) => {
      const end = start + shape[axis]!;
      const part = k.slice(g, axis, start, end);
      start = end;
      return part;
    });
  },
};
