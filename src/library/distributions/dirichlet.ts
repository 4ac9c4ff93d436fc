import { normaliseLogs } from '../../base/random/variates.js';
import { add, constant, div, lgamma, mul, sub, type Node } from '../../expression/index.js';
import { declare } from '../declare.js';
import { forPlates, overEvent, platesOf, sumEvent } from '../events.js';
import { logOf } from '../log-of.js';
import { SIMPLEX } from '../support.js';

const ONE = constant(1);

export const dirichlet = declare({
  name: 'dirichlet',
  doc: 'Dirichlet, on vectors of shares with sum 1; one number stands for equal weights.',
  source: 'Kotz, Balakrishnan and Johnson (2000), Continuous Multivariate Distributions 1, ch. 49',
  event: ['K'],
  parameters: { alpha: { support: 'positive', axes: ['K'], doc: 'weight of each share' } },
  support: () => SIMPLEX,
  logDensity(x, { alpha }) {
    const weights = forPlates(sub(alpha, ONE), 1, platesOf(x.shape, 1));
    const constantPart = sub(lgamma(sumEvent(alpha, 1)), sumEvent(lgamma(alpha), 1));
    return add(sumEvent(mul(weights, logOf(x)), 1), constantPart);
  },
  mean: ({ alpha }) => shares(alpha),
  sampleEvent(stream, { alpha }, out) {
    alpha.forEach((weight, k) => {
      out[k] = stream.logGamma(weight);
    });
    normaliseLogs(out);
  },
});

function shares(alpha: Node): Node {
  const total = sumEvent(alpha, 1);
  return div(alpha, overEvent(total, alpha.shape.slice(-1)));
}
