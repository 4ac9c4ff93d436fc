import { call } from '../notation.js';
import { mismatch } from '../mismatch.js';
import { sizeOf, type Node, type Shape } from '../node.js';
import type { TensorPrimitive } from '../primitive.js';
import { sumStrides, walk } from '../strides.js';

/** Over the axes of `axes` (ascending), which the result has no more. */
export const sum: TensorPrimitive = {
  name: 'sum',
  kind: 'tensor',
  shape([x], attributes) {
    const axes = attributes.axes as readonly number[];
    if (axes.some((axis) => x!.shape[axis] === undefined)) {
      throw mismatch('sum', [x!], `no axes ${axes.join(', ')}`);
    }
    return x!.shape.filter((_, axis) => !axes.includes(axis));
  },
  simplify([x], attributes, k) {
    const axes = attributes.axes as readonly number[];
    if (axes.length === 0) return x;
    if (x!.op !== 'broadcast') return undefined;
    const repeated = axes.filter((axis) => !broadcastAxes(x!).includes(axis));
    if (repeated.length === 0) return undefined;
    const count = repeated.reduce((product, axis) => product * x!.shape[axis]!, 1);
    const fewer = withoutAxes(x!, repeated);
    const rest = axes
      .filter((axis) => !repeated.includes(axis))
      .map((axis) => axis - repeated.filter((gone) => gone < axis).length);
    const source = k.broadcast(x!.inputs[0]!, fewer.shape, fewer.axes);
    return k.mul(k.constant(count), k.sum(source, rest));
  },
  evaluate(node, [x], out) {
    out.fill(0);
    walk(node.inputs[0]!.shape, sumStrides(node), (from, to) => {
      out[to]! += x![from]!;
    });
  },
  vjp(g, node, k) {
    const axes = node.attributes.axes as readonly number[];
    const { shape } = node.inputs[0]!;
    const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    return [k.broadcast(g, shape, kept)];
  },
  print([x], node) {
    const axes = node.attributes.axes as readonly number[];
    if (sizeOf(node.shape) === 1) return call('sum', x!.text);
    return call('sum', x!.text, `axis ${axes.map((axis) => axis + 1).join(', ')}`);
  },
};

function broadcastAxes(node: Node): readonly number[] {
  return node.attributes.axes as readonly number[];
}

function withoutAxes(node: Node, gone: readonly number[]): { shape: Shape; axes: number[] } {
  return {
    shape: node.shape.filter((_, axis) => !gone.includes(axis)),
    axes: broadcastAxes(node).map((axis) => axis - gone.filter((other) => other < axis).length),
  };
}
