import { mismatch } from '../mismatch.js';
import { sameShape } from '../node.js';
import { atom, BINDING, within } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** One entry of the last axis: x [.., K], 0-based index [..] -> [..] */
export const pick: TensorPrimitive = {
  name: 'pick',
  kind: 'tensor',
  shape([x, index]) {
    if (x!.shape.length === 0 || !sameShape(x!.shape.slice(0, -1), index!.shape)) {
      throw mismatch('pick', [x!, index!], 'the index needs all axes but the last');
    }
    return index!.shape;
  },
  evaluate(node, [x, index], out) {
    const length = node.inputs[0]!.shape.at(-1)!;
    for (let row = 0; row < out.length; row++) out[row] = x![row * length + index![row]!]!;
  },
  vjp(g, node, k) {
    const [x, index] = node.inputs;
    return [k.scatterPick(g, index!, x!.shape.at(-1)!), undefined];
  },
  print: ([x, index]) => atom(`${within(x!, BINDING.atom)}[.., ${index!.text}]`),
};
