import { unary } from '../primitive.js';

export const expm1 = unary({
  name: 'expm1',
  singular: true,
  scalar: Math.expm1,
  vjp: (g, _x, y, k) => k.mul(g, k.add(y, k.constant(1))),
});
