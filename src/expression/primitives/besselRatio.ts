import { besselRatio as specialBesselRatio } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { unary } from '../primitive.js';

/** I1(x) / I0(x), of modified Bessel functions of the first kind. */
export const besselRatio = unary({
  name: 'besselRatio',
  scalar: specialBesselRatio,
  vjp: (g, x, y, k) => k.mul(g, k.sub(k.sub(k.constant(1), k.square(y)), k.div(y, x))),
  print: ([x]) => call('bessel_ratio', x!.text),
});
