import { drawInverseGamma } from '../../base/random/variates.js';
import type { ElementFamily } from '../family.js';
import { arePositive } from './proper.js';
import { printedSum } from './printed-sum.js';

export const invGammaFamily: ElementFamily = {
  name: 'inv_gamma',
  of: 'elements',
  support: 'positive',
  statistics: ['log(x)', 'x^-1'],
  parameterNames: ['shape', 'scale'],
  parameters: ([log, inverse]) => arePositive([-log! - 1, -inverse!]),
  describe: ([log, inverse]) =>
    `inv_gamma(${printedSum(log!, -1, -1)}, ${printedSum(inverse!, -1)})`,
  latex: ([log, inverse]) =>
    `\\operatorname{InvGamma}\\left(${log!(-1, -1)},\\ ${inverse!(-1)}\\right)`,
  sample: (stream, [shape, scale]) => drawInverseGamma(stream, shape!, scale!),
};
