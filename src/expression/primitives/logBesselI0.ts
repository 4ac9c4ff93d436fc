import { logBesselI0 as specialLogBesselI0 } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { unary } from '../primitive.js';

/** Log of the modified Bessel function of the first kind, order 0. */
export const logBesselI0 = unary({
  name: 'logBesselI0',
  scalar: specialLogBesselI0,
  vjp: (g, x, _y, k) => k.mul(g, k.besselRatio(x)),
  print: ([x]) => call('log_bessel_i0', x!.text),
});
