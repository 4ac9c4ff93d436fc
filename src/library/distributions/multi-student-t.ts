import { cholesky } from '../../base/numeric/cholesky.js';
import { drawFromCovariance } from '../../base/random/multivariate-normal.js';
import { add, constant, div, lgamma, log, log1p, mul, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { forPlates, platesOf } from '../events.js';
import { byCovariance } from '../quadratic-form.js';
import { REAL } from '../support.js';
import { total } from '../terms.js';

const HALF = constant(0.5);

export const multiStudentT = declare({
  name: 'multi_student_t',
  doc: 'Multivariate Student t: a multivariate normal over the root of a scaled chi-square.',
  source: 'Kotz and Nadarajah (2004), Multivariate t Distributions and Their Applications, ch. 1',
  event: ['K'],
  parameters: {
    nu: { support: 'positive', doc: 'degrees of freedom' },
    location: { support: 'real', axes: ['K'], doc: 'centre' },
    scale: {
      support: 'covariance',
      axes: ['K', 'K'],
      doc: 'scale matrix: the covariance matrix times (nu - 2) / nu',
    },
  },
  support: () => REAL,
  logDensity(x, { nu, location, scale }) {
    const size = x.shape.at(-1)!;
    const r = sub(x, forPlates(location, 1, platesOf(x.shape, 1)));
    const { distance, logDeterminant } = byCovariance(r, scale);
    const halfNu = mul(HALF, nu);
    const power = add(halfNu, constant(size / 2));
    const kernel = add(mul(power, log1p(div(distance, nu))), mul(HALF, logDeterminant));
    const root = mul(constant(size / 2), log(mul(constant(Math.PI), nu)));
    return sub(lgamma(power), total(kernel, lgamma(halfNu), root));
  },
  sampleEvent(stream, { nu, location, scale }, out) {
    const factor = new Float64Array(scale.length);
    cholesky(scale, out.length, factor);
    drawFromCovariance(stream, new Float64Array(out.length), factor, out);
    const stretch = Math.exp(0.5 * (Math.log(nu / 2) - stream.logGamma(nu / 2)));
    for (let k = 0; k < out.length; k++) out[k] = location[k]! + stretch * out[k]!;
  },
});
