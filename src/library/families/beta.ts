import { drawBeta } from '../../base/random/variates.js';
import type { ElementFamily } from '../family.js';
import { arePositive } from './proper.js';
import { printedSum } from './printed-sum.js';

export const betaFamily: ElementFamily = {
  name: 'beta',
  of: 'elements',
  support: 'unit',
  statistics: ['log(x)', 'log(1-x)'],
  parameterNames: ['a', 'b'],
  parameters: ([log, logComplement]) => arePositive([log! + 1, logComplement! + 1]),
  describe: ([log, logComplement]) =>
    `beta(${printedSum(log!, 1, 1)}, ${printedSum(logComplement!, 1, 1)})`,
  latex: ([log, logComplement]) =>
    `\\operatorname{Beta}\\left(${log!(1, 1)},\\ ${logComplement!(1, 1)}\\right)`,
  sample: (stream, [a, b]) => drawBeta(stream, a!, b!),
};
