import { mismatch } from '../mismatch.js';
import { sameShape, type Shape } from '../node.js';
import { transparent } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { broadcastStrides, walk } from '../strides.js';

/** Input axis i becomes output axis axes[i], in any order; the other output axes repeat. */
export const broadcast: TensorPrimitive = {
  name: 'broadcast',
  kind: 'tensor',
  shape([x], attributes) {
    const shape = attributes.shape as Shape;
    const axes = attributes.axes as readonly number[];
    const fits = axes.length === x!.shape.length && new Set(axes).size === axes.length;
    if (!fits || axes.some((axis, i) => shape[axis] !== x!.shape[i])) {
      const target = `[${shape.join(', ')}] along axes [${axes.join(', ')}]`;
      throw mismatch('broadcast', [x!], `does not fit ${target}`);
    }
    return shape;
  },
  simplify([x], attributes, k) {
    const shape = attributes.shape as Shape;
    const axes = attributes.axes as readonly number[];
    if (sameShape(x!.shape, shape) && axes.every((axis, i) => axis === i)) return x;
    if (x!.op !== 'broadcast') return undefined;
    const inner = x!.attributes.axes as readonly number[];
    return k.broadcast(
      x!.inputs[0]!,
      shape,
      inner.map((axis) => axes[axis]!),
    );
  },
  evaluate(node, [x], out) {
    walk(node.shape, broadcastStrides(node), (to, from) => {
      out[to] = x![from]!;
    });
  },
  vjp(g, node, k) {
    const axes = node.attributes.axes as readonly number[];
    const repeated = node.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    // The sum leaves the kept axes in ascending order; put each back to its input axis.
    const ascending = [...axes].sort((a, b) => a - b);
    const places = ascending.map((axis) => axes.indexOf(axis));
    return [k.broadcast(k.sum(g, repeated), node.inputs[0]!.shape, places)];
  },
  print: transparent,
};
