import { concat, constant, reshape, sigmoid, sub } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { POLYA_GAMMA_SOURCE, polyaGamma } from '../polya-gamma.js';
import { BOOL } from '../support.js';
import { successDensity } from '../terms.js';

const ONE = constant(1);

export const bernoulli = declare({
  name: 'bernoulli',
  doc: 'One trial, 0 or 1.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., 3.2',
  parameters: { p: { support: 'unit', doc: 'chance of 1' } },
  alternatives: [
    alternative({ logits: { support: 'real', doc: 'log(p / (1 - p))' } }, ({ logits }) => ({
      p: sigmoid(logits),
    })),
  ],
  support: () => BOOL,
  logDensity: (x, { p }) => successDensity(x, ONE, p),
  observedMixture: {
    words: 'logits | w enter as (x - 1/2) logits - w logits^2 / 2, w ~ polya_gamma(1, 0)',
    source: POLYA_GAMMA_SOURCE,
    of: (x, { p }, w) => polyaGamma(x, ONE, p, w),
  },
  mean: ({ p }) => p,
  probabilities({ p }) {
    const column = reshape(p, [...p.shape, 1]);
    return concat([sub(ONE, column), column], p.shape.length);
  },
  sample: (stream, { p }) => (stream.uniform() < p ? 1 : 0),
});
