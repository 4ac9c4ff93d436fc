import { mismatch } from '../mismatch.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** Maximum over the last axis: [.., K] -> [..]; tied maxima share the derivative. */
export const maxReduce: TensorPrimitive = {
  name: 'maxReduce',
  kind: 'tensor',
  shape([x]) {
    if (x!.shape.length === 0) throw mismatch('maxReduce', [x!], 'needs an axis');
    return x!.shape.slice(0, -1);
  },
  evaluate(node, [x], out) {
    const length = node.inputs[0]!.shape.at(-1)!;
    for (let row = 0; row < out.length; row++) {
      let largest = -Infinity;
      for (let i = row * length; i < (row + 1) * length; i++) largest = Math.max(largest, x![i]!);
      out[row] = largest;
    }
  },
  vjp(g, node, k) {
    const x = node.inputs[0]!;
    const axes = node.shape.map((_, axis) => axis);
    const attained = k.equal(x, k.broadcast(node, x.shape, axes));
    const share = k.div(g, k.sum(attained, [x.shape.length - 1]));
    return [k.mul(k.broadcast(share, x.shape, axes), attained)];
  },
  print: ([x]) => call('max', x!.text),
};
