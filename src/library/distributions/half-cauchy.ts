import { drawCauchy } from '../../base/random/variates.js';
import { constant, div, log, log1p, neg, square } from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { total } from '../terms.js';

export const halfCauchy = declare({
  name: 'half_cauchy',
  doc: 'Absolute value of a Cauchy with location 0.',
  source: 'Polson and Scott (2012), Bayesian Analysis 7(4), 887-902',
  parameters: { scale: { support: 'positive', doc: 'median' } },
  closed: true,
  support: () => POSITIVE,
  logDensity: (x, { scale }) =>
    neg(total(log1p(square(div(x, scale))), log(scale), constant(Math.log(Math.PI / 2)))),
  sample: (stream, { scale }) => scale * Math.abs(drawCauchy(stream)),
});
