import { multiplyByTranspose } from '../../base/numeric/cholesky.js';
import { constant, logDetSpd, mul, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { eachMatrix } from '../events.js';
import { drawLkjFactor, logLkjIntegral } from '../lkj.js';
import { CORRELATION } from '../support.js';

export const lkjCorr = declare({
  name: 'lkj_corr',
  doc: 'Correlation matrices, by a power of the determinant: uniform for eta = 1, nearer to the identity above.',
  source: 'Lewandowski, Kurowicka and Joe (2009), Journal of Multivariate Analysis 100, 1989-2001',
  event: ['K', 'K'],
  parameters: { eta: { support: 'positive', doc: 'power of the determinant, plus 1' } },
  support: () => CORRELATION,
  logDensity(x, { eta }) {
    const power = mul(sub(eta, constant(1)), eachMatrix(x, logDetSpd));
    return sub(power, logLkjIntegral(eta, x.shape.at(-1)!));
  },
  sampleEvent(stream, { eta }, out) {
    const size = Math.sqrt(out.length);
    const factor = new Float64Array(out.length);
    drawLkjFactor(stream, eta, size, factor);
    multiplyByTranspose(factor, size, out);
  },
});
