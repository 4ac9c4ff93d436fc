import { logBetaISlopeB as specialLogBetaISlopeB } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import type { ElementwisePrimitive } from '../primitive.js';

/** d/db log I_x(a, b), x = sigmoid(logit). */
export const logBetaISlopeB: ElementwisePrimitive = {
  name: 'logBetaISlopeB',
  kind: 'elementwise',
  arity: 3,
  apart: true,
  scalar: specialLogBetaISlopeB,
  print: ([a, b, logit]) => call('log_beta_i_slope_b', a!.text, b!.text, logit!.text),
};
