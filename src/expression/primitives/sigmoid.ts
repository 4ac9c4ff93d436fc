import { unary } from '../primitive.js';

export const sigmoid = unary({
  name: 'sigmoid',
  scalar: (x) => 1 / (1 + Math.exp(-x)),
  vjp: (g, _x, y, k) => k.mul(g, k.mul(y, k.sub(k.constant(1), y))),
});
