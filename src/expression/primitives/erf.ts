import { erf as specialErf } from '../../base/numeric/special.js';
import { unary } from '../primitive.js';

export const erf = unary({
  name: 'erf',
  scalar: specialErf,
  vjp: (g, x, _y, k) =>
    k.mul(g, k.mul(k.constant(2 / Math.sqrt(Math.PI)), k.exp(k.neg(k.square(x))))),
});
