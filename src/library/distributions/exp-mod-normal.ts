import { add, constant, div, log, logNormalCdf, mul, square, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { REAL } from '../support.js';
import { total } from '../terms.js';

export const expModNormal = declare({
  name: 'exp_mod_normal',
  doc: 'Sum of a normal and an exponential; also known as ex-Gaussian.',
  source: 'Grushka (1972), Analytical Chemistry 44(11), 1733-1738',
  parameters: {
    mu: { support: 'real', doc: 'mean of the normal' },
    sigma: { support: 'positive', doc: 'standard deviation of the normal' },
    lambda: { support: 'positive', doc: 'rate of the exponential' },
  },
  support: () => REAL,
  logDensity(x, { mu, sigma, lambda }) {
    const z = div(sub(x, mu), sigma);
    const ratio = mul(lambda, sigma);
    const decay = sub(mul(constant(0.5), square(ratio)), mul(ratio, z));
    return total(log(lambda), decay, logNormalCdf(sub(z, ratio)));
  },
  mean: ({ mu, lambda }) => add(mu, div(constant(1), lambda)),
  sample: (stream, { mu, sigma, lambda }) =>
    mu + sigma * stream.normal() + stream.exponential() / lambda,
});
