import { logVonMisesMassSlope as specialLogVonMisesMassSlope } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import type { ElementwisePrimitive } from '../primitive.js';

/** d/dkappa of `logVonMisesMass`. */
export const logVonMisesMassSlope: ElementwisePrimitive = {
  name: 'logVonMisesMassSlope',
  kind: 'elementwise',
  arity: 3,
  apart: true,
  scalar: specialLogVonMisesMassSlope,
  print: ([from, to, kappa]) => call('log_von_mises_mass_slope', from!.text, to!.text, kappa!.text),
};
