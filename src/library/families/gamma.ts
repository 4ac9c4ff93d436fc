import { drawGamma } from '../../base/random/variates.js';
import type { ElementFamily } from '../family.js';
import { arePositive } from './proper.js';
import { printedSum } from './printed-sum.js';

export const gammaFamily: ElementFamily = {
  name: 'gamma',
  of: 'elements',
  support: 'positive',
  statistics: ['log(x)', 'x'],
  parameterNames: ['shape', 'rate'],
  parameters: ([log, linear]) => arePositive([log! + 1, -linear!]),
  describe: ([log, linear]) => `gamma(${printedSum(log!, 1, 1)}, ${printedSum(linear!, -1)})`,
  latex: ([log, linear]) => `\\operatorname{Gamma}\\left(${log!(1, 1)},\\ ${linear!(-1)}\\right)`,
  sample: (stream, [shape, rate]) => drawGamma(stream, shape!, rate!),
};
