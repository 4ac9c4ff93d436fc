import { cholesky } from '../../base/numeric/cholesky.js';
import { drawInverseWishart } from '../../base/random/wishart.js';
import { constant, inverseSpd, logDetSpd, add, mul, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { eachMatrix, forPlates, platesOf, sumEvent } from '../events.js';
import { logDetOf } from '../diagonal-matrix.js';
import { COVARIANCE } from '../support.js';
import { total } from '../terms.js';
import { wishartConstant } from '../wishart-terms.js';

const HALF = constant(0.5);

export const invWishart = declare({
  name: 'inv_wishart',
  doc: 'Inverse Wishart: the inverse has the distribution wishart(nu, inverse of scale).',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., appendix A',
  event: ['K', 'K'],
  parameters: {
    nu: { support: 'positive', doc: 'degrees of freedom, above K - 1' },
    scale: {
      support: 'covariance',
      axes: ['K', 'K'],
      doc: 'scale matrix: the mean times nu - K - 1',
    },
  },
  support: () => COVARIANCE,
  logDensity(x, { nu, scale }) {
    const size = x.shape.at(-1)!;
    const matrix = forPlates(scale, 2, platesOf(x.shape, 2));
    const power = mul(mul(HALF, add(nu, constant(size + 1))), eachMatrix(x, logDetSpd));
    const trace = mul(HALF, sumEvent(mul(matrix, eachMatrix(x, inverseSpd)), 2));
    const spread = mul(mul(HALF, nu), eachMatrix(scale, logDetOf));
    return sub(spread, total(power, trace, wishartConstant(nu, size)));
  },
  sampleEvent(stream, { nu, scale }, out) {
    const size = Math.sqrt(out.length);
    const factor = new Float64Array(out.length);
    cholesky(scale, size, factor);
    drawInverseWishart(stream, nu, factor, size, out);
  },
});
