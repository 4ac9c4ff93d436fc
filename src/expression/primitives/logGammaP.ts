import { logGammaP as specialLogGammaP } from '../../base/numeric/special.js';
import { gammaDensityOverTail } from '../gamma-tail.js';
import { call } from '../notation.js';
import { binary } from '../primitive.js';

/** Log of the regularised incomplete gamma function P(a, x), the lower tail of a gamma with shape a and rate 1. */
export const logGammaP = binary({
  name: 'logGammaP',
  singular: true,
  apart: true,
  scalar: specialLogGammaP,
  vjp(g, a, x, y, k) {
    const toX = gammaDensityOverTail(a, x, y, k);
    return [k.mul(g, k.logGammaPSlope(a, x)), k.mul(g, toX)];
  },
  print: ([a, x]) => call('log_gamma_p', a!.text, x!.text),
});
