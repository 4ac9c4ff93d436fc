import { drawMultinomial } from '../../base/random/variates.js';
import { add, mul } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { forPlates, overEvent, platesOf, sumEvent } from '../events.js';
import { logOf } from '../log-of.js';
import { softmax } from '../softmax.js';
import { COMPOSITION } from '../support.js';
import { arrangements, withTotal } from '../counts.js';

const n = { support: 'count', doc: 'their sum' } as const;

export const multinomial = declare({
  name: 'multinomial',
  doc: 'How many of n independent draws fall in each of K classes.',
  source: 'Johnson, Kotz and Balakrishnan (1997), Discrete Multivariate Distributions, ch. 35',
  event: ['K'],
  parameters: {
    n,
    probs: { support: 'simplex', axes: ['K'], doc: 'chance of each class, with sum 1' },
  },
  alternatives: [
    alternative(
      { n, logits: { support: 'real', axes: ['K'], doc: 'log chances, up to a common constant' } },
      (given) => ({ n: given.n, probs: softmax(given.logits) }),
    ),
  ],
  support: () => COMPOSITION,
  logDensity(x, p) {
    const logs = forPlates(logOf(p.probs), 1, platesOf(x.shape, 1));
    return withTotal(x, p.n, add(arrangements(x, p.n), sumEvent(mul(x, logs), 1)));
  },
  mean: (p) => mul(overEvent(p.n, p.probs.shape.slice(-1)), p.probs),
  sampleEvent(stream, p, out) {
    drawMultinomial(stream, p.n, p.probs, out);
  },
});
