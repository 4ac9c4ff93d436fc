import { add, constant, div, logNormalCdf, mul, neg } from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { normalDensity } from '../terms.js';

export const halfNormal = declare({
  name: 'half_normal',
  doc: 'Absolute value of a normal with mean 0.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, 13.10',
  parameters: { scale: { support: 'positive', doc: 'standard deviation of the whole normal' } },
  closed: true,
  support: () => POSITIVE,
  logDensity: (x, { scale }) => add(normalDensity(x, constant(0), scale), constant(Math.LN2)),
  logSurvival: (x, { scale }) => add(logNormalCdf(neg(div(x, scale))), constant(Math.LN2)),
  mean: ({ scale }) => mul(scale, constant(Math.sqrt(2 / Math.PI))),
  sample: (stream, { scale }) => scale * Math.abs(stream.normal()),
});
