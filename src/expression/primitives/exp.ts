import { unary } from '../primitive.js';

export const exp = unary({
  name: 'exp',
  singular: true,
  scalar: Math.exp,
  vjp: (g, _x, y, k) => k.mul(g, y),
});
