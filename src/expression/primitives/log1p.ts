import { unary } from '../primitive.js';

export const log1p = unary({
  name: 'log1p',
  singular: true,
  scalar: Math.log1p,
  vjp: (g, x, _y, k) => k.div(g, k.add(x, k.constant(1))),
});
