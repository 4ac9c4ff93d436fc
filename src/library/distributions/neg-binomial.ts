import { drawPoisson } from '../../base/random/variates.js';
import {
  add,
  constant,
  div,
  lgamma,
  log,
  mul,
  sub,
  logBetaI,
  floor,
  neg,
} from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logsOfOdds } from '../log-of.js';
import { COUNT } from '../support.js';
import { total } from '../terms.js';

const ONE = constant(1);

export const negBinomial = declare({
  name: 'neg_binomial',
  doc: 'Negative binomial: a Poisson whose rate is gamma(alpha, beta) distributed.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 5',
  parameters: {
    alpha: { support: 'positive', doc: 'shape of the gamma' },
    beta: { support: 'positive', doc: 'rate of the gamma' },
  },
  alternatives: [
    alternative(
      {
        successes: { support: 'positive', doc: 'successes that are waited for' },
        p: { support: 'unit', doc: 'chance of a success; what is counted are failures' },
      },
      ({ successes, p }) => ({ alpha: successes, beta: div(p, sub(ONE, p)) }),
    ),
  ],
  support: () => COUNT,
  logDensity(x, { alpha, beta }) {
    const ways = sub(lgamma(add(x, alpha)), total(lgamma(alpha), lgamma(add(x, ONE))));
    const { logShare, logOnePlus } = logsOfOdds(beta);
    const kernel = sub(mul(alpha, logShare), mul(x, logOnePlus));
    return add(ways, kernel);
  },
  logCdf: (x, { alpha, beta }) => logBetaI(alpha, add(floor(x), ONE), log(beta)),
  logSurvival: (x, { alpha, beta }) => logBetaI(add(floor(x), ONE), alpha, neg(log(beta))),
  mean: ({ alpha, beta }) => div(alpha, beta),
  sample: (stream, { alpha, beta }) => drawPoisson(stream, stream.gamma(alpha) / beta),
});
