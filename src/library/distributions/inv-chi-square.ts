import { drawInverseGamma } from '../../base/random/variates.js';
import { constant, mul, div, logGammaP, logGammaQ } from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { inverseGammaDensity, inverseGammaMean } from '../terms.js';

const HALF = constant(0.5);

export const invChiSquare = declare({
  name: 'inv_chi_square',
  doc: 'Inverse chi-square: 1 / x is chi-square.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A',
  parameters: { nu: { support: 'positive', doc: 'degrees of freedom' } },
  support: () => POSITIVE,
  logDensity: (x, { nu }) => inverseGammaDensity(x, mul(HALF, nu), HALF),
  logCdf: (x, { nu }) => logGammaQ(mul(HALF, nu), div(HALF, x)),
  logSurvival: (x, { nu }) => logGammaP(mul(HALF, nu), div(HALF, x)),
  mean: ({ nu }) => inverseGammaMean(mul(HALF, nu), HALF),
  sample: (stream, { nu }) => drawInverseGamma(stream, nu / 2, 0.5),
});
