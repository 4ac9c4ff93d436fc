import { inverseMills as specialInverseMills } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { unary } from '../primitive.js';

/** Standard normal density over distribution function. */
export const inverseMills = unary({
  name: 'inverseMills',
  scalar: specialInverseMills,
  vjp: (g, x, y, k) => k.neg(k.mul(g, k.mul(y, k.add(x, y)))),
  print: ([x]) => call('inverse_mills', x!.text),
});
