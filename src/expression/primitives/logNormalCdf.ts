import { logNormalCdf as specialLogNormalCdf } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { unary } from '../primitive.js';

/** Log of the standard normal distribution function. */
export const logNormalCdf = unary({
  name: 'logNormalCdf',
  scalar: specialLogNormalCdf,
  vjp: (g, x, _y, k) => k.mul(g, k.inverseMills(x)),
  print: ([x]) => call('log_normal_cdf', x!.text),
});
