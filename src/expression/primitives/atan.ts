import { unary } from '../primitive.js';

export const atan = unary({
  name: 'atan',
  scalar: Math.atan,
  vjp: (g, x, _y, k) => k.div(g, k.add(k.constant(1), k.square(x))),
});
