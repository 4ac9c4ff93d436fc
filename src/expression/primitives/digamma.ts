import { digamma as specialDigamma } from '../../base/numeric/special.js';
import { unary } from '../primitive.js';

export const digamma = unary({
  name: 'digamma',
  singular: true,
  scalar: specialDigamma,
  vjp: (g, x, _y, k) => k.mul(g, k.trigamma(x)),
});
