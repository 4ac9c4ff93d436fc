import { abs, constant, div, log, neg, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { locationAndScale, muAndSigma } from '../location-scale.js';
import { REAL } from '../support.js';
import { total } from '../terms.js';

export const laplace = declare({
  name: 'laplace',
  doc: 'Laplace (double exponential); its log density is minus |x - location| / scale.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 24',
  parameters: locationAndScale,
  alternatives: [muAndSigma],
  standardised: ['location', 'scale'],
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
