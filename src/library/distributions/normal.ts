import { constant, div, logNormalCdf, sqrt, sub } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { REAL } from '../support.js';
import { normalDensity } from '../terms.js';

const mean = { support: 'real', doc: 'mean' } as const;

export const normal = declare({
  name: 'normal',
  doc: 'Normal; a bare second argument is the standard deviation.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 13',
  parameters: { mean, sd: { support: 'positive', doc: 'standard deviation' } },
  alternatives: [
    alternative({ mean, var: { support: 'positive', doc: 'variance' } }, (given) => ({
      mean: given.mean,
      sd: sqrt(given.var),
    })),
    alternative({ mean, precision: { support: 'positive', doc: '1 / variance' } }, (given) => ({
      mean: given.mean,
      sd: div(constant(1), sqrt(given.precision)),
    })),
    alternative(
      {
        mu: { support: 'real', doc: 'mean, as Stan names it' },
        sigma: { support: 'positive', doc: 'standard deviation, as Stan names it' },
      },
      ({ mu, sigma }) => ({ mean: mu, sd: sigma }),
    ),
  ],
  standardised: ['mean', 'sd'],
  support: () => REAL,
  logDensity: (x, p) => normalDensity(x, p.mean, p.sd),
  logCdf: (x, p) => logNormalCdf(div(sub(x, p.mean), p.sd)),
  logSurvival: (x, p) => logNormalCdf(div(sub(p.mean, x), p.sd)),
  mean: (p) => p.mean,
  sample: (stream, p) => p.mean + p.sd * stream.normal(),
});
