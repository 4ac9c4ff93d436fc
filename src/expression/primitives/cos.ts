import { unary } from '../primitive.js';

export const cos = unary({
  name: 'cos',
  scalar: Math.cos,
  vjp: (g, x, _y, k) => k.neg(k.mul(g, k.sin(x))),
});
