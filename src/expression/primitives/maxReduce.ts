import { mismatch } from '../mismatch.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { sumStrides, walk } from '../strides.js';

/** Maximum over the axes of `axes` (ascending), which the result has no more; tied maxima share the derivative. */
export const maxReduce: TensorPrimitive = {
  name: 'maxReduce',
  kind: 'tensor',
  shape([x], attributes) {
    const axes = attributes.axes as readonly number[];
    if (axes.length === 0 || axes.some((axis) => x!.shape[axis] === undefined)) {
      throw mismatch(
        'maxReduce',
        [x!],
        `needs an axis, and was given ${axes.join(', ') || 'none'}`,
      );
    }
    return x!.shape.filter((_, axis) => !axes.includes(axis));
  },
  evaluate(node, [x], out) {
    out.fill(-Infinity);
    walk(node.inputs[0]!.shape, sumStrides(node), (from, to) => {
      out[to] = Math.max(out[to]!, x![from]!);
    });
  },
  vjp(g, node, k) {
    const x = node.inputs[0]!;
    const axes = node.attributes.axes as readonly number[];
    const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const attained = k.equal(x, k.broadcast(node, x.shape, kept));
    const share = k.div(g, k.sum(attained, axes));
    return [k.mul(k.broadcast(share, x.shape, kept), attained)];
  },
  print: ([x]) => call('max', x!.text),
};
