import { cholesky } from '../../base/numeric/cholesky.js';
import { drawFromCovariance } from '../../base/random/multivariate-normal.js';
import { add, constant, inverseSpd, mul, sub } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { crossed, eachMatrix, forPlates, platesOf, scaledBoth } from '../events.js';
import { byCovariance } from '../quadratic-form.js';
import { REAL } from '../support.js';

const mean = { support: 'real', axes: ['K'], doc: 'mean' } as const;
const sd = { support: 'positive', axes: ['K'], doc: 'standard deviations' } as const;
const matrix = ['K', 'K'] as const;
const LOG_TWO_PI = Math.log(2 * Math.PI);

export const multiNormal = declare({
  name: 'multi_normal',
  doc: 'Multivariate normal; a bare second argument is the covariance matrix.',
  source: 'Kotz, Balakrishnan and Johnson (2000), Continuous Multivariate Distributions 1, ch. 45',
  event: ['K'],
  parameters: { mean, cov: { support: 'covariance', axes: matrix, doc: 'covariance matrix' } },
  alternatives: [
    alternative(
      {
        mean,
        precision: { support: 'covariance', axes: matrix, doc: 'inverse of the covariance' },
      },
      (given) => ({ mean: given.mean, cov: eachMatrix(given.precision, inverseSpd) }),
    ),
    alternative(
      {
        mean,
        cholesky: { support: 'real', axes: matrix, doc: "lower factor L of the covariance L L'" },
      },
      (given) => ({ mean: given.mean, cov: crossed(given.cholesky) }),
    ),
    alternative(
      { mean, sd, corr: { support: 'correlation', axes: matrix, doc: 'correlation matrix' } },
      (given) => ({ mean: given.mean, cov: scaledBoth(given.corr, given.sd) }),
    ),
    alternative(
      {
        mean,
        sd,
        cholesky_corr: {
          support: 'cholesky_correlation',
          axes: matrix,
          doc: 'lower factor of the correlation matrix',
        },
      },
      (given) => ({ mean: given.mean, cov: scaledBoth(crossed(given.cholesky_corr), given.sd) }),
    ),
  ],
  standardised: ['mean', 'cov'],
  support: () => REAL,
  logDensity(x, p) {
    const r = sub(x, forPlates(p.mean, 1, platesOf(x.shape, 1)));
    const { distance, logDeterminant } = byCovariance(r, p.cov);
    const constantPart = constant(-0.5 * x.shape.at(-1)! * LOG_TWO_PI);
    return add(mul(constant(-0.5), add(distance, logDeterminant)), constantPart);
  },
  mean: (p) => p.mean,
  sampleEvent(stream, p, out) {
    const factor = new Float64Array(p.cov.length);
    cholesky(p.cov, out.length, factor);
    drawFromCovariance(stream, p.mean, factor, out);
  },
});
