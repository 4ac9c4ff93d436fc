import { unary } from '../primitive.js';

export const sin = unary({
  name: 'sin',
  scalar: Math.sin,
  vjp: (g, x, _y, k) => k.mul(g, k.cos(x)),
});
