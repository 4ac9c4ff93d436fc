import { mismatch } from '../mismatch.js';
import { sameShape } from '../node.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** Sums of rows that share an index: x [I.., ..], 0-based index [I..] -> [size, ..] */
export const scatterAdd: TensorPrimitive = {
  name: 'scatterAdd',
  kind: 'tensor',
  shape([x, index], { size }) {
    const rank = index!.shape.length;
    if (!sameShape(x!.shape.slice(0, rank), index!.shape)) {
      throw mismatch('scatterAdd', [x!, index!], 'leading axes differ from those of the index');
    }
    return [size as number, ...x!.shape.slice(rank)];
  },
  evaluate(_, [x, index], out) {
    const width = x!.length / index!.length;
    out.fill(0);
    for (let row = 0; row < index!.length; row++) {
      const to = index![row]! * width;
      for (let i = 0; i < width; i++) out[to + i]! += x![row * width + i]!;
    }
  },
  vjp: (g, node, k) => [k.gather(g, node.inputs[1]!), undefined],
  print: ([x, index]) => call('sum', x!.text, `by ${index!.text}`),
};
