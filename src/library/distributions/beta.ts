import { drawBeta } from '../../base/random/variates.js';
import { add, constant, div, lgamma, mul, sub, logBetaI } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logComplementOf, logOf } from '../log-of.js';
import { UNIT } from '../support.js';
import { total } from '../terms.js';

const ONE = constant(1);

export const beta = declare({
  name: 'beta',
  doc: 'Beta, on the unit interval.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 25',
  parameters: {
    a: { support: 'positive', doc: 'weight of 1' },
    b: { support: 'positive', doc: 'weight of 0' },
  },
  alternatives: [
    alternative(
      {
        mean: { support: 'unit', doc: 'mean' },
        precision: { support: 'positive', doc: 'a + b' },
      },
      ({ mean, precision }) => ({
        a: mul(mean, precision),
        b: mul(sub(ONE, mean), precision),
      }),
    ),
  ],
  support: () => UNIT,
  logDensity(x, { a, b }) {
    const kernel = total(mul(sub(a, ONE), logOf(x)), mul(sub(b, ONE), logComplementOf(x)));
    return sub(total(kernel, lgamma(add(a, b))), total(lgamma(a), lgamma(b)));
  },
  logCdf: (x, { a, b }) => logBetaI(a, b, sub(logOf(x), logComplementOf(x))),
  logSurvival: (x, { a, b }) => logBetaI(b, a, sub(logComplementOf(x), logOf(x))),
  mean: ({ a, b }) => div(a, add(a, b)),
  sample: (stream, { a, b }) => drawBeta(stream, a, b),
});
