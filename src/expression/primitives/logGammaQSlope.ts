import { logGammaQSlope as specialLogGammaQSlope } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { binary } from '../primitive.js';

/** d/da log Q(a, x). */
export const logGammaQSlope = binary({
  name: 'logGammaQSlope',
  apart: true,
  scalar: specialLogGammaQSlope,
  print: ([a, x]) => call('log_gamma_q_slope', a!.text, x!.text),
});
