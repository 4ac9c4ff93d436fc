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
  square,
  sub,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { total } from '../terms.js';

const HALF = constant(0.5);
const TWO = constant(2);

export const scaledInvChiSquare = declare({
  name: 'scaled_inv_chi_square',
  doc: 'Scaled inverse chi-square: nu scale^2 / x is chi-square.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A',
  parameters: {
    nu: { support: 'positive', doc: 'degrees of freedom' },
    scale: { support: 'positive', doc: 'root of the value that it is centred near' },
  },
  support: () => POSITIVE,
  logDensity(x, { nu, scale }) {
    const half = mul(HALF, nu);
    const rate = mul(half, square(scale));
    const kernel = add(mul(add(half, constant(1)), log(x)), div(rate, x));
    return sub(mul(half, log(rate)), total(kernel, lgamma(half)));
  },
  mean({ nu, scale }) {
    const mean = div(mul(nu, square(scale)), sub(nu, TWO));
    return select(lessThan(TWO, nu), mean, constant(Infinity));
  },
  sample: (stream, { nu, scale }) => drawInverseGamma(stream, nu / 2, (nu * scale * scale) / 2),
});
