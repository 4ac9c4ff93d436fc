import { constant, div, exp, lgamma, log, mul, neg, sub, add } from '../../expression/index.js';
import { declare } from '../declare.js';
import { logOf } from '../log-of.js';
import { alphaAndSigma } from '../shape-scale.js';
import { POSITIVE } from '../support.js';
import { total } from '../terms.js';

const ONE = constant(1);

export const weibull = declare({
  name: 'weibull',
  doc: 'Weibull: (x / scale)^shape is exponential with mean 1.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 21',
  parameters: {
    shape: { support: 'positive', doc: 'below 1 a falling hazard, above 1 a rising one' },
    scale: { support: 'positive', doc: 'the 63.2 percent point' },
  },
  alternatives: [alphaAndSigma],
  support: () => POSITIVE,
  logDensity(x, { shape, scale }) {
    const logX = logOf(x);
    const power = mul(shape, sub(logX, logOf(scale)));
    return sub(sub(total(log(shape), power), logX), exp(power));
  },
  logSurvival: (x, { shape, scale }) => neg(exp(mul(shape, sub(logOf(x), logOf(scale))))),
  mean: ({ shape, scale }) => mul(scale, exp(lgamma(add(ONE, div(ONE, shape))))),
  sample: (stream, { shape, scale }) => scale * stream.exponential() ** (1 / shape),
});
