import { normaliseLogs } from '../../base/random/variates.js';
import type { ElementFamily } from '../family.js';
import { printedSum } from './printed-sum.js';
import { arePositive } from './proper.js';

/** A Dirichlet vector is one of independent gamma variates over their sum; their logs are drawn. */
export const dirichletFamily: ElementFamily = {
  name: 'dirichlet',
  of: 'elements',
  support: 'simplex',
  statistics: ['log(x)'],
  parameterNames: ['alpha'],
  parameters: ([log]) => arePositive([log! + 1]),
  describe: ([log]) => `dirichlet(${printedSum(log!, 1, 1)})`,
  latex: ([log]) => `\\operatorname{Dirichlet}\\left(${log!(1, 1)}\\right)`,
  sample: (stream, [alpha]) => stream.logGamma(alpha!),
  join: normaliseLogs,
};
