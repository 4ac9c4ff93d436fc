import { BINDING, within } from '../notation.js';
import { unary } from '../primitive.js';

export const square = unary({
  name: 'square',
  singular: true,
  scalar: (x) => x * x,
  vjp: (g, x, _y, k) => k.mul(g, k.mul(k.constant(2), x)),
  print: ([x]) => ({ text: `${within(x!, BINDING.power + 1)}^2`, binding: BINDING.power }),
});
