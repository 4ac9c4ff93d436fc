import { drawCauchy } from '../../base/random/variates.js';
import { atan, constant, div, log, log1p, mul, neg, square } from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { total } from '../terms.js';
import { invGamma } from './inv-gamma.js';
import { rootInvGamma } from './root-inv-gamma.js';

const HALF = constant(0.5);
const ONE = constant(1);

export const halfCauchy = declare({
  name: 'half_cauchy',
  doc: 'Absolute value of a Cauchy with location 0.',
  source: 'Polson and Scott (2012), Bayesian Analysis 7(4), 887-902',
  parameters: { scale: { support: 'positive', doc: 'median' } },
  closed: true,
  mixture: {
    words: 'x^2 | v ~ inv_gamma(1/2, 1 / v), v ~ inv_gamma(1/2, 1 / scale^2)',
    source: 'Makalic and Schmidt (2016), IEEE Signal Processing Letters 23(1), 179-182',
    mixing: ({ scale }) => ({
      distribution: invGamma,
      parameters: [HALF, div(ONE, square(scale))],
    }),
    given: (v) => ({ distribution: rootInvGamma, parameters: [HALF, div(ONE, v)] }),
  },
  support: () => POSITIVE,
  logDensity: (x, { scale }) =>
    neg(total(log1p(square(div(x, scale))), log(scale), constant(Math.log(Math.PI / 2)))),
  logCdf: (x, { scale }) => log(mul(constant(2 / Math.PI), atan(div(x, scale)))),
  logSurvival: (x, { scale }) => log(mul(constant(2 / Math.PI), atan(div(scale, x)))),
  sample: (stream, { scale }) => scale * Math.abs(drawCauchy(stream)),
});
