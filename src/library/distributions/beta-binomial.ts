import { drawBeta, drawBinomial } from '../../base/random/variates.js';
import { add, constant, div, lgamma, mul, sub, type Node } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logChoose, total } from '../terms.js';

const n = { support: 'count', doc: 'trials' } as const;

export const betaBinomial = declare({
  name: 'beta_binomial',
  doc: 'Number of successes in n trials whose chance is beta(a, b) distributed.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., 6.2.2',
  parameters: {
    n,
    a: { support: 'positive', doc: 'weight of a success' },
    b: { support: 'positive', doc: 'weight of a failure' },
  },
  alternatives: [
    alternative(
      {
        n,
        mean: { support: 'unit', doc: 'mean chance of a success' },
        precision: { support: 'positive', doc: 'a + b' },
      },
      (given) => ({
        n: given.n,
        a: mul(given.mean, given.precision),
        b: mul(sub(constant(1), given.mean), given.precision),
      }),
    ),
  ],
  support: (given) => ({ kind: 'count', upper: given.n }),
  logDensity(x, given) {
    const after = logBeta(add(x, given.a), add(sub(given.n, x), given.b));
    return total(logChoose(given.n, x), sub(after, logBeta(given.a, given.b)));
  },
  mean: ({ n: trials, a, b }) => div(mul(trials, a), add(a, b)),
  sample: (stream, { n: trials, a, b }) => drawBinomial(stream, trials, drawBeta(stream, a, b)),
});

function logBeta(a: Node, b: Node): Node {
  return sub(total(lgamma(a), lgamma(b)), lgamma(add(a, b)));
}
