import { constantValues, isIdentity } from '../constant.js';
import { atom, BINDING } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';
import { shapeText } from '../notation.js';

/** Data or a literal; `value` is a number for a scalar, else a row-major array. */
export const constant: TensorPrimitive = {
  name: 'constant',
  kind: 'tensor',
  shape: (_, { shape }) => shape as readonly number[],
  evaluate(node, _, out) {
    out.set(constantValues(node));
  },
  print(_, node) {
    const { name, value } = node.attributes;
    if (typeof name === 'string') return atom(name);
    if (isIdentity(node)) return atom('I');
    if (typeof value !== 'number') return atom(`data${shapeText(node)}`);
    const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
    return { text, binding: value < 0 ? BINDING.minus : BINDING.atom };
  },
};
