import { constant, div, log, mul, neg, softplus, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { locationAndScale, muAndSigma } from '../location-scale.js';
import { REAL } from '../support.js';

export const logistic = declare({
  name: 'logistic',
  doc: 'Logistic: its distribution function is the inverse logit.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 23',
  parameters: locationAndScale,
  alternatives: [muAndSigma],
  standardised: ['location', 'scale'],
  support: () => REAL,
  logDensity(x, { location, scale }) {
    const z = div(sub(x, location), scale);
    return sub(sub(z, mul(constant(2), softplus(z))), log(scale));
  },
  logCdf: (x, { location, scale }) => neg(softplus(div(sub(location, x), scale))),
  logSurvival: (x, { location, scale }) => neg(softplus(div(sub(x, location), scale))),
  mean: ({ location }) => location,
  sample(stream, { location, scale }) {
    const u = stream.uniform();
    return location + scale * (Math.log(u) - Math.log1p(-u));
  },
});
