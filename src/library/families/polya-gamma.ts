import { drawPolyaGamma } from '../../base/random/polya-gamma.js';
import type { ElementFamily } from '../family.js';
import { printedSum } from './printed-sum.js';

/**
 * The Polya-Gamma laws of one count, as tilts of the untilted one: exp(eta x) with respect to PG(count, 0) is
 * PG(count, sqrt(-2 eta)). A family on that carrier, so not for a density with respect to length.
 */
export const polyaGammaFamily: ElementFamily = {
  name: 'polya_gamma',
  of: 'elements',
  support: 'positive',
  statistics: ['x'],
  parameterNames: ['count', 'tilt'],
  parameters: ([linear, count]) =>
    count! >= 0 && linear! <= 0 ? [count!, Math.sqrt(-2 * linear!)] : undefined,
  describe: ([linear, count]) => `polya_gamma(${count!}, sqrt(2 * (${printedSum(linear!, -1)})))`,
  latex: ([linear, count]) =>
    `\\operatorname{PG}\\left(${count!(1)},\\ \\sqrt{${linear!(-2)}}\\right)`,
  sample: (stream, [count, tilt]) => drawPolyaGamma(stream, count!, tilt!),
};
