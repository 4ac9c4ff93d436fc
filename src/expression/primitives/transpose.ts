import { mismatch } from '../mismatch.js';
import { BINDING, within } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { stridesOf, walk } from '../strides.js';

/** [M, N] -> [N, M] */
export const transpose: TensorPrimitive = {
  name: 'transpose',
  kind: 'tensor',
  shape([x]) {
    if (x!.shape.length !== 2) throw mismatch('transpose', [x!], 'needs a matrix');
    return [...x!.shape].reverse();
  },
  simplify: ([x]) => (x!.op === 'transpose' ? x!.inputs[0] : undefined),
  evaluate(node, [x], out) {
    const strides = stridesOf(node.inputs[0]!.shape).reverse();
    walk(node.shape, strides, (to, from) => {
      out[to] = x![from]!;
    });
  },
  vjp: (g, _, k) => [k.transpose(g)],
  print: ([x]) => ({ text: `${within(x!, BINDING.atom)}'`, binding: BINDING.power }),
};
