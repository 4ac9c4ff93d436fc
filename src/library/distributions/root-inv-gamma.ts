import { drawInverseGamma } from '../../base/random/variates.js';
import { add, constant, div, lgamma, log, mul, square, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';

/** Of a standard deviation whose variance is inverse gamma. Only in mixtures: no text can name it. */
export const rootInvGamma = declare({
  name: 'root_inv_gamma',
  doc: 'Root of an inverse gamma.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A; change of variable',
  parameters: {
    shape: { support: 'positive', doc: 'shape of the square' },
    scale: { support: 'positive', doc: 'scale of the square' },
  },
  support: () => POSITIVE,
  logDensity(x, { shape, scale }) {
    const power = add(mul(constant(2), shape), constant(1));
    const kernel = add(mul(power, log(x)), div(scale, square(x)));
    const normaliser = add(mul(shape, log(scale)), constant(Math.LN2));
    return sub(normaliser, add(kernel, lgamma(shape)));
  },
  sample: (stream, { shape, scale }) => Math.sqrt(drawInverseGamma(stream, shape, scale)),
});
