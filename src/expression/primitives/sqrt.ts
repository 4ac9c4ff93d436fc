import { unary } from '../primitive.js';

export const sqrt = unary({
  name: 'sqrt',
  singular: true,
  scalar: Math.sqrt,
  vjp: (g, _x, y, k) => k.div(k.mul(g, k.constant(0.5)), y),
});
