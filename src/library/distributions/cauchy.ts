import { drawCauchy } from '../../base/random/variates.js';
import { constant, div, log, log1p, neg, square, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { locationAndScale, muAndSigma } from '../location-scale.js';
import { REAL } from '../support.js';
import { total } from '../terms.js';

export const cauchy = declare({
  name: 'cauchy',
  doc: 'Cauchy: so heavy tails that it has no mean.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 16',
  parameters: locationAndScale,
  alternatives: [muAndSigma],
  standardised: ['location', 'scale'],
  support: () => REAL,
  logDensity: (x, { location, scale }) =>
    neg(
      total(log1p(square(div(sub(x, location), scale))), log(scale), constant(Math.log(Math.PI))),
    ),
  sample: (stream, { location, scale }) => location + scale * drawCauchy(stream),
});
