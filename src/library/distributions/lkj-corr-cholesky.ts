import { add, constant, log, mul, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { diagonal, sumEvent, timesConstant } from '../events.js';
import { drawLkjFactor, logLkjIntegral } from '../lkj.js';
import { CHOLESKY_CORRELATION } from '../support.js';

export const lkjCorrCholesky = declare({
  name: 'lkj_corr_cholesky',
  doc: "Lower factors L of correlation matrices L L' that have the distribution lkj_corr.",
  source: 'Lewandowski, Kurowicka and Joe (2009), Journal of Multivariate Analysis 100, 1989-2001',
  event: ['K', 'K'],
  parameters: { eta: { support: 'positive', doc: 'power of the determinant, plus 1' } },
  support: () => CHOLESKY_CORRELATION,
  logDensity(x, { eta }) {
    const size = x.shape.at(-1)!;
    const logs = log(diagonal(x));
    // log det R, and the volume that a volume of L becomes in R.
    const determinant = mul(constant(2), sumEvent(logs, 1));
    const jacobian = sumEvent(
      timesConstant(logs, 1, (k) => size - 1 - k),
      1,
    );
    const power = mul(sub(eta, constant(1)), determinant);
    return sub(add(power, jacobian), logLkjIntegral(eta, size));
  },
  sampleEvent(stream, { eta }, out) {
    drawLkjFactor(stream, eta, Math.sqrt(out.length), out);
  },
});
