import { drawInverseWishart } from '../../base/random/wishart.js';
import type { MatrixFamily } from '../family.js';
import { doubled, printedSum } from './printed-sum.js';
import { properWishart } from './proper.js';

export const invWishartFamily: MatrixFamily = {
  name: 'inv_wishart',
  of: 'matrices',
  support: 'covariance',
  statistics: ['logdet(x)', 'inverse(x)'],
  parameterNames: ['nu', 'scale'],
  parameters: (log, linear, size) => properWishart(-2 * log - size - 1, linear, size),
  describe: ([log, linear], size) =>
    `inv_wishart(${printedSum(doubled(log!), -1, -size - 1)}, ${doubled(printedSum(linear!, -1))})`,
  latex: ([log, linear], size) =>
    `\\operatorname{InvWishart}\\left(${log!(-2, -size - 1)},\\ ${linear!(-2)}\\right)`,
  sample: (stream, { nu, factor }, size, out) => {
    drawInverseWishart(stream, nu, factor, size, out);
  },
};
