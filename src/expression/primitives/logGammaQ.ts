import { logGammaQ as specialLogGammaQ } from '../../base/numeric/special.js';
import { gammaDensityOverTail } from '../gamma-tail.js';
import { call } from '../notation.js';
import { binary } from '../primitive.js';

/** Log of the regularised incomplete gamma function Q(a, x), the upper tail of a gamma with shape a and rate 1. */
export const logGammaQ = binary({
  name: 'logGammaQ',
  singular: true,
  apart: true,
  scalar: specialLogGammaQ,
  vjp(g, a, x, y, k) {
    const toX = gammaDensityOverTail(a, x, y, k);
    return [k.mul(g, k.logGammaQSlope(a, x)), k.neg(k.mul(g, toX))];
  },
  print: ([a, x]) => call('log_gamma_q', a!.text, x!.text),
});
