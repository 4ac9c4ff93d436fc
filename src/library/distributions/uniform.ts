import { add, constant, div, log, mul, neg, scalarValue, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { UNIT } from '../support.js';

export const uniform = declare({
  name: 'uniform',
  doc: 'Uniform between two ends, which may be unknown.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 26',
  parameters: {
    lower: { support: 'real', doc: 'lower end' },
    upper: { support: 'real', doc: 'upper end' },
  },
  closed: true,
  support({ lower, upper }) {
    if (scalarValue(lower) === 0 && scalarValue(upper) === 1) return UNIT;
    return { kind: 'interval', lower, upper };
  },
  logDensity: (_x, { lower, upper }) => neg(log(sub(upper, lower))),
  logCdf: (x, { lower, upper }) => log(div(sub(x, lower), sub(upper, lower))),
  logSurvival: (x, { lower, upper }) => log(div(sub(upper, x), sub(upper, lower))),
  mean: ({ lower, upper }) => mul(constant(0.5), add(lower, upper)),
  sample: (stream, { lower, upper }) => lower + (upper - lower) * stream.uniform(),
});
