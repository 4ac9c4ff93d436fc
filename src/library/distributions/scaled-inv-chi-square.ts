import { drawInverseGamma } from '../../base/random/variates.js';
import {
  constant,
  mul,
  square,
  type Node,
  div,
  logGammaP,
  logGammaQ,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { inverseGammaDensity, inverseGammaMean } from '../terms.js';

const HALF = constant(0.5);

/** Shape and scale of the inverse gamma that it is. */
function inverseGamma(nu: Node, scale: Node): readonly [Node, Node] {
  const half = mul(HALF, nu);
  return [half, mul(half, square(scale))];
}

export const scaledInvChiSquare = declare({
  name: 'scaled_inv_chi_square',
  doc: 'Scaled inverse chi-square: nu scale^2 / x is chi-square.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A',
  parameters: {
    nu: { support: 'positive', doc: 'degrees of freedom' },
    scale: { support: 'positive', doc: 'root of the value that it is centred near' },
  },
  support: () => POSITIVE,
  logDensity: (x, { nu, scale }) => inverseGammaDensity(x, ...inverseGamma(nu, scale)),
  logCdf(x, { nu, scale }) {
    const [shape, own] = inverseGamma(nu, scale);
    return logGammaQ(shape, div(own, x));
  },
  logSurvival(x, { nu, scale }) {
    const [shape, own] = inverseGamma(nu, scale);
    return logGammaP(shape, div(own, x));
  },
  mean: ({ nu, scale }) => inverseGammaMean(...inverseGamma(nu, scale)),
  sample: (stream, { nu, scale }) => drawInverseGamma(stream, nu / 2, (nu * scale * scale) / 2),
});
