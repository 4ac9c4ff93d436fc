import { drawInverseGamma } from '../../base/random/variates.js';
import { div, logGammaP, logGammaQ } from '../../expression/index.js';
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
  logCdf: (x, { shape, scale }) => logGammaQ(shape, div(scale, x)),
  logSurvival: (x, { shape, scale }) => logGammaP(shape, div(scale, x)),
  mean: ({ shape, scale }) => inverseGammaMean(shape, scale),
  sample: (stream, { shape, scale }) => drawInverseGamma(stream, shape, scale),
});
