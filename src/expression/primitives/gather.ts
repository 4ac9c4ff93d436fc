import { mismatch } from '../mismatch.js';
import { atom, BINDING, within } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** Rows of x: x [R, ..], 0-based index [I..] -> [I.., ..] */
export const gather: TensorPrimitive = {
  name: 'gather',
  kind: 'tensor',
  shape([x, index]) {
    if (x!.shape.length === 0) throw mismatch('gather', [x!, index!], 'needs an axis to index');
    return [...index!.shape, ...x!.shape.slice(1)];
  },
  evaluate(_, [x, index], out) {
    const width = out.length / index!.length;
    for (let row = 0; row < index!.length; row++) {
      const from = index![row]! * width;
      for (let i = 0; i < width; i++) out[row * width + i] = x![from + i]!;
    }
  },
  vjp(g, node, k) {
    const [x, index] = node.inputs;
    return [k.scatterAdd(g, index!, x!.shape[0]!), undefined];
  },
  print: ([x, index]) => atom(`${within(x!, BINDING.atom)}[${index!.text}]`),
};
