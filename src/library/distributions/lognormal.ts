import { add, constant, div, exp, logNormalCdf, mul, square, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { logOf } from '../log-of.js';
import { POSITIVE } from '../support.js';
import { normalDensity } from '../terms.js';

export const lognormal = declare({
  name: 'lognormal',
  doc: 'Log-normal: log x is normal.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14',
  parameters: {
    mu: { support: 'real', doc: 'mean of log x' },
    sigma: { support: 'positive', doc: 'standard deviation of log x' },
  },
  support: () => POSITIVE,
  logDensity(x, { mu, sigma }) {
    const logX = logOf(x);
    return sub(normalDensity(logX, mu, sigma), logX);
  },
  logCdf: (x, { mu, sigma }) => logNormalCdf(div(sub(logOf(x), mu), sigma)),
  logSurvival: (x, { mu, sigma }) => logNormalCdf(div(sub(mu, logOf(x)), sigma)),
  mean: ({ mu, sigma }) => exp(add(mu, mul(constant(0.5), square(sigma)))),
  sample: (stream, { mu, sigma }) => Math.exp(mu + sigma * stream.normal()),
});
