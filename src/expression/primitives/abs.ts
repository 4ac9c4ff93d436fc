import { unary } from '../primitive.js';

export const abs = unary({
  name: 'abs',
  scalar: Math.abs,
  vjp: (g, x, _y, k) => k.mul(g, k.sign(x)),
});
