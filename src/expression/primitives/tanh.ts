import { unary } from '../primitive.js';

export const tanh = unary({
  name: 'tanh',
  scalar: Math.tanh,
  vjp: (g, _x, y, k) => k.mul(g, k.sub(k.constant(1), k.square(y))),
});
