import { drawWishart } from '../../base/random/wishart.js';
import { constant, inverseSpd, logDetSpd, mul, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { eachMatrix, forPlates, overEvent, platesOf, sumEvent } from '../events.js';
import { logDetOf } from '../diagonal-matrix.js';
import { COVARIANCE } from '../support.js';
import { total } from '../terms.js';
import { wishartConstant } from '../wishart-terms.js';

const HALF = constant(0.5);

export const wishart = declare({
  name: 'wishart',
  doc: 'Wishart: sums of nu squares of multivariate normal vectors.',
  source: 'Muirhead (1982), Aspects of Multivariate Statistical Theory, 3.2',
  event: ['K', 'K'],
  parameters: {
    nu: { support: 'positive', doc: 'degrees of freedom, above K - 1' },
    scale: { support: 'covariance', axes: ['K', 'K'], doc: 'scale matrix: the mean over nu' },
  },
  support: () => COVARIANCE,
  logDensity(x, { nu, scale }) {
    const size = x.shape.at(-1)!;
    const inverse = forPlates(eachMatrix(scale, inverseSpd), 2, platesOf(x.shape, 2));
    const power = mul(mul(HALF, sub(nu, constant(size + 1))), eachMatrix(x, logDetSpd));
    const trace = mul(HALF, sumEvent(mul(inverse, x), 2));
    const spread = mul(mul(HALF, nu), eachMatrix(scale, logDetOf));
    return sub(power, total(trace, spread, wishartConstant(nu, size)));
  },
  mean: ({ nu, scale }) => mul(overEvent(nu, scale.shape.slice(-2)), forPlates(scale, 2, nu.shape)),
  sampleEvent(stream, { nu, scale }, out) {
    drawWishart(stream, nu, scale, Math.sqrt(out.length), out);
  },
});
