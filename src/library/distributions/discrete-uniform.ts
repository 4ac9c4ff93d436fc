import { add, constant, lessEqual, log, mul, neg, select, sub } from '../../expression/index.js';
import { declare } from '../declare.js';

export const discreteUniform = declare({
  name: 'discrete_uniform',
  doc: 'One of the whole numbers from lower to upper, both included.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., 6.10.1',
  parameters: {
    lower: { support: 'count', doc: 'smallest value' },
    upper: { support: 'count', doc: 'largest value' },
  },
  support: ({ upper }) => ({ kind: 'count', upper }),
  logDensity(x, { lower, upper }) {
    const density = neg(log(add(sub(upper, lower), constant(1))));
    return select(lessEqual(lower, x), density, constant(-Infinity));
  },
  mean: ({ lower, upper }) => mul(constant(0.5), add(lower, upper)),
  sample: (stream, { lower, upper }) => lower + Math.floor((upper - lower + 1) * stream.uniform()),
});
