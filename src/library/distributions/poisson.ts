import { drawPoisson } from '../../base/random/variates.js';
import {
  add,
  constant,
  exp,
  lgamma,
  mul,
  sub,
  logGammaP,
  logGammaQ,
  floor,
} from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logOf } from '../log-of.js';
import { COUNT } from '../support.js';

export const poisson = declare({
  name: 'poisson',
  doc: 'Number of events at a constant rate.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 4',
  parameters: { rate: { support: 'positive', doc: 'mean' } },
  alternatives: [
    alternative({ log_rate: { support: 'real', doc: 'log of the mean' } }, (given) => ({
      rate: exp(given.log_rate),
    })),
  ],
  support: () => COUNT,
  logDensity: (x, { rate }) => sub(sub(mul(x, logOf(rate)), rate), lgamma(add(x, constant(1)))),
  logCdf: (x, { rate }) => logGammaQ(add(floor(x), constant(1)), rate),
  logSurvival: (x, { rate }) => logGammaP(add(floor(x), constant(1)), rate),
  mean: ({ rate }) => rate,
  sample: (stream, { rate }) => drawPoisson(stream, rate),
});
