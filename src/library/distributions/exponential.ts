import { constant, div, log, mul, neg, sub } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { POSITIVE } from '../support.js';

export const exponential = declare({
  name: 'exponential',
  doc: 'Exponential; a bare argument is the rate, `mean =` its inverse.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 19',
  parameters: { rate: { support: 'positive', doc: '1 / mean' } },
  alternatives: [
    alternative({ mean: { support: 'positive', doc: 'mean' } }, ({ mean }) => ({
      rate: div(constant(1), mean),
    })),
  ],
  closed: true,
  support: () => POSITIVE,
  logDensity: (x, { rate }) => sub(log(rate), mul(rate, x)),
  logSurvival: (x, { rate }) => neg(mul(rate, x)),
  mean: ({ rate }) => div(constant(1), rate),
  penalty: ({ rate }) => ({ kind: 'absolute', weight: rate, centre: constant(0) }),
  sample: (stream, { rate }) => stream.exponential() / rate,
});
