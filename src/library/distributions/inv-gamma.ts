import { drawInverseGamma } from '../../base/random/variates.js';
import {
  add,
  constant,
  div,
  lessThan,
  lgamma,
  log,
  mul,
  select,
  sub,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';

const ONE = constant(1);

export const invGamma = declare({
  name: 'inv_gamma',
  doc: 'Inverse gamma: 1 / x is gamma with this shape and with rate `scale`.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A',
  parameters: {
    shape: { support: 'positive', doc: 'shape' },
    scale: { support: 'positive', doc: 'scale' },
  },
  support: () => POSITIVE,
  logDensity(x, { shape, scale }) {
    const kernel = add(mul(add(shape, ONE), log(x)), div(scale, x));
    return sub(mul(shape, log(scale)), add(kernel, lgamma(shape)));
  },
  mean({ shape, scale }) {
    const mean = div(scale, sub(shape, ONE));
    return select(lessThan(ONE, shape), mean, constant(Infinity));
  },
  sample: (stream, { shape, scale }) => drawInverseGamma(stream, shape, scale),
});
