import { mismatch } from '../mismatch.js';
import { sizeOf } from '../node.js';
import { transparent } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** Zeros before and after on one axis: the adjoint of slice. */
export const pad: TensorPrimitive = {
  name: 'pad',
  kind: 'tensor',
  shape([x], attributes) {
    const { axis, before, after } = attributes as Record<string, number>;
    if (x!.shape[axis!] === undefined) throw mismatch('pad', [x!], `no axis ${axis!}`);
    return x!.shape.map((length, at) => (at === axis ? before! + length + after! : length));
  },
  simplify: ([x], { before, after }) => (before === 0 && after === 0 ? x : undefined),
  evaluate(node, [x], out) {
    const axis = node.attributes.axis as number;
    const inner = sizeOf(node.shape.slice(axis + 1));
    const run = node.inputs[0]!.shape[axis]! * inner;
    const stride = node.shape[axis]! * inner;
    let to = (node.attributes.before as number) * inner;
    out.fill(0);
    for (let from = 0; from < x!.length; from += run, to += stride) {
      for (let i = 0; i < run; i++) out[to + i] = x![from + i]!;
    }
  },
  vjp(g, node, k) {
    const { axis, before } = node.attributes as Record<string, number>;
    return [k.slice(g, axis!, before!, before! + node.inputs[0]!.shape[axis!]!)];
  },
  print: transparent,
};
