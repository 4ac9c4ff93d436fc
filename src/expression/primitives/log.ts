import { unary } from '../primitive.js';

export const log = unary({
  name: 'log',
  singular: true,
  scalar: Math.log,
  vjp: (g, x, _y, k) => k.div(g, x),
});
