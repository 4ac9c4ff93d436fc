import { drawWishartFromPrecision } from '../../base/random/wishart.js';
import type { MatrixFamily } from '../family.js';
import { doubled, printedSum } from './printed-sum.js';
import { properWishart } from './proper.js';

/** The factor among its parameters is that of the inverse of the scale, which need not be found. */
export const wishartFamily: MatrixFamily = {
  name: 'wishart',
  of: 'matrices',
  support: 'covariance',
  statistics: ['logdet(x)', 'x'],
  parameterNames: ['nu', 'scale'],
  parameters: (log, linear, size) => properWishart(2 * log + size + 1, linear, size),
  describe: ([log, linear], size) =>
    `wishart(${printedSum(doubled(log!), 1, size + 1)}, (${doubled(printedSum(linear!, -1))})^-1)`,
  latex: ([log, linear], size) =>
    `\\operatorname{Wishart}\\left(${log!(2, size + 1)},\\ \\left[${linear!(-2)}\\right]^{-1}\\right)`,
  sample: (stream, { nu, factor }, size, out) => {
    drawWishartFromPrecision(stream, nu, factor, size, out);
  },
};
