import { drawMultinomial, normaliseLogs } from '../../base/random/variates.js';
import { add, div, lgamma, mul, sub } from '../../expression/index.js';
import { arrangements, withTotal } from '../counts.js';
import { declare } from '../declare.js';
import { forPlates, overEvent, platesOf, sumEvent } from '../events.js';
import { COMPOSITION } from '../support.js';
import { total } from '../terms.js';

export const dirichletMultinomial = declare({
  name: 'dirichlet_multinomial',
  doc: 'Multinomial with chances that have a Dirichlet distribution.',
  source: 'Johnson, Kotz and Balakrishnan (1997), Discrete Multivariate Distributions, 35.13.1',
  event: ['K'],
  parameters: {
    n: { support: 'count', doc: 'their sum' },
    alpha: { support: 'positive', axes: ['K'], doc: 'weight of each class' },
  },
  support: () => COMPOSITION,
  logDensity(x, { n, alpha }) {
    const weights = forPlates(alpha, 1, platesOf(x.shape, 1));
    const sum = sumEvent(alpha, 1);
    const each = sub(lgamma(add(x, weights)), lgamma(weights));
    const whole = sub(lgamma(sum), lgamma(add(n, sum)));
    return withTotal(x, n, total(arrangements(x, n), whole, sumEvent(each, 1)));
  },
  mean({ n, alpha }) {
    const event = alpha.shape.slice(-1);
    return mul(overEvent(n, event), div(alpha, overEvent(sumEvent(alpha, 1), event)));
  },
  sampleEvent(stream, { n, alpha }, out) {
    const shares = alpha.map((weight) => stream.logGamma(weight));
    normaliseLogs(shares);
    drawMultinomial(stream, n, shares, out);
  },
});
