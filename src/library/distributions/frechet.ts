import {
  constant,
  div,
  exp,
  lessThan,
  lgamma,
  log,
  mul,
  neg,
  select,
  sub,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { logOf } from '../log-of.js';
import { alphaAndSigma } from '../shape-scale.js';
import { POSITIVE } from '../support.js';
import { total } from '../terms.js';

const ONE = constant(1);

export const frechet = declare({
  name: 'frechet',
  doc: 'Frechet: 1 / x is Weibull.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 22',
  parameters: {
    shape: { support: 'positive', doc: 'the chance of more than x falls as x^-shape' },
    scale: { support: 'positive', doc: 'scale' },
  },
  alternatives: [alphaAndSigma],
  support: () => POSITIVE,
  logDensity(x, { shape, scale }) {
    const logX = logOf(x);
    const power = mul(shape, sub(logOf(scale), logX));
    return sub(sub(total(log(shape), power), logX), exp(power));
  },
  logCdf: (x, { shape, scale }) => neg(exp(mul(shape, sub(logOf(scale), logOf(x))))),
  mean({ shape, scale }) {
    const isFinite = lessThan(ONE, shape);
    const at = select(isFinite, shape, constant(2));
    const mean = mul(scale, exp(lgamma(sub(ONE, div(ONE, at)))));
    return select(isFinite, mean, constant(Infinity));
  },
  sample: (stream, { shape, scale }) => scale * stream.exponential() ** (-1 / shape),
});
