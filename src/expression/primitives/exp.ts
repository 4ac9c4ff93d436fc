import { unary } from '../primitive.js';

export const exp = unary({
  name: 'exp',
  scalar: Math.exp,
  vjp: (g, _x, y, k) => k.mul(g, y),
});
