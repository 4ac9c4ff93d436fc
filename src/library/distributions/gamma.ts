import { drawGamma } from '../../base/random/variates.js';
import {
  constant,
  div,
  lgamma,
  log,
  mul,
  sub,
  logGammaP,
  logGammaQ,
} from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { total } from '../terms.js';

const shape = { support: 'positive', doc: 'shape' } as const;
const ONE = constant(1);

export const gamma = declare({
  name: 'gamma',
  doc: 'Gamma; a bare second argument is the rate.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17',
  parameters: { shape, rate: { support: 'positive', doc: '1 / scale' } },
  alternatives: [
    alternative({ shape, scale: { support: 'positive', doc: 'scale' } }, (given) => ({
      shape: given.shape,
      rate: div(ONE, given.scale),
    })),
    alternative({ shape, mean: { support: 'positive', doc: 'mean' } }, (given) => ({
      shape: given.shape,
      rate: div(given.shape, given.mean),
    })),
  ],
  support: () => POSITIVE,
  logDensity(x, p) {
    const kernel = sub(mul(sub(p.shape, ONE), log(x)), mul(p.rate, x));
    return sub(total(mul(p.shape, log(p.rate)), kernel), lgamma(p.shape));
  },
  logCdf: (x, p) => logGammaP(p.shape, mul(p.rate, x)),
  logSurvival: (x, p) => logGammaQ(p.shape, mul(p.rate, x)),
  mean: (p) => div(p.shape, p.rate),
  sample: (stream, p) => drawGamma(stream, p.shape, p.rate),
});
