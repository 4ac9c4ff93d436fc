import { drawGig } from '../../base/random/inverse-gaussian.js';
import type { ElementFamily } from '../family.js';
import { properGig } from './proper.js';
import { printedSum } from './printed-sum.js';

/** Generalised inverse Gaussian, of which inverse Gaussian, gamma and inverse gamma are cases. */
export const gigFamily: ElementFamily = {
  name: 'generalized_inverse_gaussian',
  of: 'elements',
  support: 'positive',
  statistics: ['log(x)', 'x', 'x^-1'],
  parameterNames: ['p', 'a', 'b'],
  parameters: ([log, linear, inverse]) => properGig(log! + 1, -2 * linear!, -2 * inverse!),
  describe: ([log, linear, inverse]) =>
    `generalized_inverse_gaussian(p = ${printedSum(log!, 1, 1)}, ` +
    `a / 2 = ${printedSum(linear!, -1)}, b / 2 = ${printedSum(inverse!, -1)})`,
  latex: ([log, linear, inverse]) =>
    `\\operatorname{GIG}\\left(${log!(1, 1)},\\ ${linear!(-2)},\\ ${inverse!(-2)}\\right)`,
  sample: (stream, [p, a, b]) => drawGig(stream, p!, a!, b!),
};
