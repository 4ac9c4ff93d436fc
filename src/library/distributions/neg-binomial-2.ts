import { drawPoisson } from '../../base/random/variates.js';
import {
  add,
  constant,
  exp,
  lgamma,
  log,
  mul,
  softplus,
  sub,
  logBetaI,
  floor,
} from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logOf } from '../log-of.js';
import { COUNT } from '../support.js';
import { total } from '../terms.js';

const phi = {
  support: 'positive',
  doc: 'concentration: the variance is mu + mu^2 / phi',
} as const;

export const negBinomial2 = declare({
  name: 'neg_binomial_2',
  doc: 'Negative binomial by its mean: a Poisson whose rate is gamma distributed.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 5',
  parameters: { mu: { support: 'positive', doc: 'mean' }, phi },
  alternatives: [
    alternative({ log_mu: { support: 'real', doc: 'log of the mean' }, phi }, (given) => ({
      mu: exp(given.log_mu),
      phi: given.phi,
    })),
  ],
  support: () => COUNT,
  logDensity(x, given) {
    const odds = sub(logOf(given.mu), log(given.phi));
    const kernel = sub(mul(x, odds), mul(add(x, given.phi), softplus(odds)));
    const ways = total(lgamma(given.phi), lgamma(add(x, constant(1))));
    return sub(add(kernel, lgamma(add(x, given.phi))), ways);
  },
  logCdf: (x, { mu, phi: shape }) =>
    logBetaI(shape, add(floor(x), constant(1)), sub(log(shape), logOf(mu))),
  logSurvival: (x, { mu, phi: shape }) =>
    logBetaI(add(floor(x), constant(1)), shape, sub(logOf(mu), log(shape))),
  mean: (given) => given.mu,
  sample: (stream, given) => drawPoisson(stream, (given.mu / given.phi) * stream.gamma(given.phi)),
});
