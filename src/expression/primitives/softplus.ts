import { unary } from '../primitive.js';

/** log(1 + exp x), without overflow. */
export const softplus = unary({
  name: 'softplus',
  scalar: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  vjp: (g, x, _y, k) => k.mul(g, k.sigmoid(x)),
});
