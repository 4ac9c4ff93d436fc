import { mismatch } from '../mismatch.js';
import { sameShape } from '../node.js';
import type { TensorPrimitive } from '../primitive.js';

/** x at one entry of a new last axis, zero elsewhere: x [..], index [..] -> [.., size] */
export const scatterPick: TensorPrimitive = {
  name: 'scatterPick',
  kind: 'tensor',
  shape([x, index], { size }) {
    if (!sameShape(x!.shape, index!.shape)) {
      throw mismatch('scatterPick', [x!, index!], 'shapes differ');
    }
    return [...x!.shape, size as number];
  },
  evaluate(node, [x, index], out) {
    const size = node.shape.at(-1)!;
    out.fill(0);
    for (let row = 0; row < x!.length; row++) out[row * size + index![row]!] = x![row]!;
  },
  vjp: (g, node, k) => [k.pick(g, node.inputs[1]!), undefined],
};
