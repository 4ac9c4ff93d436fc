import { abs, constant, div, log, neg, sqrt, square, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { locationAndScale, muAndSigma } from '../location-scale.js';
import { REAL } from '../support.js';
import { total } from '../terms.js';
import { exponential } from './exponential.js';
import { normal } from './normal.js';

export const laplace = declare({
  name: 'laplace',
  doc: 'Laplace (double exponential); its log density is minus |x - location| / scale.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 24',
  parameters: locationAndScale,
  alternatives: [muAndSigma],
  standardised: ['location', 'scale'],
  mixture: {
    words: 'x | v ~ normal(location, var = v), v ~ exponential(1 / (2 scale^2))',
    source: 'Park and Casella (2008), JASA 103(482), 681-686',
    mixing: ({ scale }) => ({
      distribution: exponential,
      parameters: [div(constant(0.5), square(scale))],
    }),
    given: (v, { location }) => ({ distribution: normal, parameters: [location, sqrt(v)] }),
  },
  support: () => REAL,
  logDensity: (x, { location, scale }) =>
    neg(total(div(abs(sub(x, location)), scale), log(scale), constant(Math.LN2))),
  mean: ({ location }) => location,
  penalty: ({ location, scale }) => ({
    kind: 'absolute',
    weight: div(constant(1), scale),
    centre: location,
  }),
  sample(stream, { location, scale }) {
    const size = scale * stream.exponential();
    return stream.uniform() < 0.5 ? location - size : location + size;
  },
});
