import { logGammaPSlope as specialLogGammaPSlope } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { binary } from '../primitive.js';

/** d/da log P(a, x). */
export const logGammaPSlope = binary({
  name: 'logGammaPSlope',
  apart: true,
  scalar: specialLogGammaPSlope,
  print: ([a, x]) => call('log_gamma_p_slope', a!.text, x!.text),
});
