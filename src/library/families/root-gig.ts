import { drawGig } from '../../base/random/inverse-gaussian.js';
import type { ElementFamily } from '../family.js';
import { properGig } from './proper.js';
import { factorText, printedSum } from './printed-sum.js';

/**
 * The root of a generalised inverse Gaussian: what a flat, half-normal or uniform-power prior of a
 * standard deviation becomes under normal data.
 */
export const rootGigFamily: ElementFamily = {
  name: 'root_generalized_inverse_gaussian',
  of: 'elements',
  support: 'positive',
  statistics: ['log(x)', 'x^2', 'x^-2'],
  parameterNames: ['p', 'a', 'b'],
  parameters: ([log, square, inverseSquare]) =>
    properGig((log! + 1) / 2, -2 * square!, -2 * inverseSquare!),
  describe: ([log, square, inverseSquare]) =>
    `sqrt(generalized_inverse_gaussian(p = ${factorText(printedSum(log!, 1, 1))} / 2, ` +
    `a / 2 = ${printedSum(square!, -1)}, b / 2 = ${printedSum(inverseSquare!, -1)}))`,
  latex: ([log, square, inverseSquare]) =>
    `\\sqrt{\\operatorname{GIG}\\left(${log!(0.5, 0.5)},\\ ${square!(-2)},\\ ${inverseSquare!(-2)}\\right)}`,
  sample: (stream, [p, a, b]) => Math.sqrt(drawGig(stream, p!, a!, b!)),
};
