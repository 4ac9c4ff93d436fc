import { lgamma as specialLgamma } from '../../base/numeric/special.js';
import { unary } from '../primitive.js';

export const lgamma = unary({
  name: 'lgamma',
  singular: true,
  scalar: specialLgamma,
  vjp: (g, x, _y, k) => k.mul(g, k.digamma(x)),
});
