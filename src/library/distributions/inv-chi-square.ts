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
import { total } from '../terms.js';

const HALF = constant(0.5);
const TWO = constant(2);

export const invChiSquare = declare({
  name: 'inv_chi_square',
  doc: 'Inverse chi-square: 1 / x is chi-square.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A',
  parameters: { nu: { support: 'positive', doc: 'degrees of freedom' } },
  support: () => POSITIVE,
  logDensity(x, { nu }) {
    const half = mul(HALF, nu);
    const kernel = add(mul(add(half, constant(1)), log(x)), div(HALF, x));
    return sub(mul(half, log(HALF)), total(kernel, lgamma(half)));
  },
  mean: ({ nu }) => select(lessThan(TWO, nu), div(constant(1), sub(nu, TWO)), constant(Infinity)),
  sample: (stream, { nu }) => drawInverseGamma(stream, nu / 2, 0.5),
});
