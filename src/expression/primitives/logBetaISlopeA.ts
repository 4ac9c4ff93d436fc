import { logBetaISlopeA as specialLogBetaISlopeA } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import type { ElementwisePrimitive } from '../primitive.js';

/** d/da log I_x(a, b), x = sigmoid(logit). */
export const logBetaISlopeA: ElementwisePrimitive = {
  name: 'logBetaISlopeA',
  kind: 'elementwise',
  arity: 3,
  apart: true,
  scalar: specialLogBetaISlopeA,
  print: ([a, b, logit]) => call('log_beta_i_slope_a', a!.text, b!.text, logit!.text),
};
