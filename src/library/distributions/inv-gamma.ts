import { drawInverseGamma } from '../../base/random/variates.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { inverseGammaDensity, inverseGammaMean } from '../terms.js';

export const invGamma = declare({
  name: 'inv_gamma',
  doc: 'Inverse gamma: 1 / x is gamma with this shape and with rate `scale`.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A',
  parameters: {
    shape: { support: 'positive', doc: 'shape' },
    scale: { support: 'positive', doc: 'scale' },
  },
  support: () => POSITIVE,
  logDensity: (x, { shape, scale }) => inverseGammaDensity(x, shape, scale),
  mean: ({ shape, scale }) => inverseGammaMean(shape, scale),
  sample: (stream, { shape, scale }) => drawInverseGamma(stream, shape, scale),
});
