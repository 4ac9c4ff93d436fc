import { BINDING, within } from '../notation.js';
import { unary } from '../primitive.js';

export const neg = unary({
  name: 'neg',
  scalar: (x) => -x,
  simplify: (x, k) =>
    x.op === 'neg' ? x.inputs[0]! : x.op === 'sub' ? k.sub(x.inputs[1]!, x.inputs[0]!) : undefined,
  vjp: (g, _x, _y, k) => k.neg(g),
  print: ([x]) => ({
    text: `-${within(x!, BINDING.product)}`,
    binding: Math.min(BINDING.minus, Math.max(BINDING.product, x!.binding)),
  }),
});
