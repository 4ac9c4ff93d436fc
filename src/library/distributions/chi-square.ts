import { drawGamma } from '../../base/random/variates.js';
import { constant, lgamma, log, mul, sub, logGammaP, logGammaQ } from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';
import { total } from '../terms.js';

const HALF = constant(0.5);

export const chiSquare = declare({
  name: 'chi_square',
  doc: 'Chi-square: the sum of nu squared standard normals.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 18',
  parameters: { nu: { support: 'positive', doc: 'degrees of freedom' } },
  support: () => POSITIVE,
  logDensity(x, { nu }) {
    const half = mul(HALF, nu);
    const kernel = sub(mul(sub(half, constant(1)), log(x)), mul(HALF, x));
    return sub(kernel, total(mul(half, constant(Math.LN2)), lgamma(half)));
  },
  logCdf: (x, { nu }) => logGammaP(mul(HALF, nu), mul(HALF, x)),
  logSurvival: (x, { nu }) => logGammaQ(mul(HALF, nu), mul(HALF, x)),
  mean: ({ nu }) => nu,
  sample: (stream, { nu }) => drawGamma(stream, nu / 2, 0.5),
});
