import { drawHypergeometric } from '../../base/random/variates.js';
import { add, div, minimum, mul, sub } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logChoose } from '../terms.js';

export const hypergeometric = declare({
  name: 'hypergeometric',
  doc: 'Number of successes among draws, without putting back, from an urn.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., 6.2.1',
  parameters: {
    draws: { support: 'count', doc: 'number drawn' },
    successes: { support: 'count', doc: 'successes in the urn' },
    failures: { support: 'count', doc: 'failures in the urn' },
  },
  alternatives: [
    alternative(
      {
        N: { support: 'count', doc: 'draws, as Stan names them' },
        a: { support: 'count', doc: 'successes, as Stan names them' },
        b: { support: 'count', doc: 'failures, as Stan names them' },
      },
      ({ N, a, b }) => ({ draws: N, successes: a, failures: b }),
    ),
  ],
  support: ({ draws, successes }) => ({ kind: 'count', upper: minimum(draws, successes) }),
  logDensity(x, { draws, successes, failures }) {
    const ways = add(logChoose(successes, x), logChoose(failures, sub(draws, x)));
    return sub(ways, logChoose(add(successes, failures), draws));
  },
  mean: ({ draws, successes, failures }) => div(mul(draws, successes), add(successes, failures)),
  sample: (stream, { draws, successes, failures }) =>
    drawHypergeometric(stream, draws, successes, failures),
});
