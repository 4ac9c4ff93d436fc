import { add, constant, div, floor, mul, sigmoid, sub } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logComplementOf, logOf } from '../log-of.js';
import { COUNT } from '../support.js';

const ONE = constant(1);

export const geometric = declare({
  name: 'geometric',
  doc: 'Number of failures before the first success.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., 5.2',
  parameters: { p: { support: 'unit', doc: 'chance of a success' } },
  alternatives: [
    alternative({ logits: { support: 'real', doc: 'log(p / (1 - p))' } }, ({ logits }) => ({
      p: sigmoid(logits),
    })),
  ],
  support: () => COUNT,
  logDensity: (x, { p }) => add(logOf(p), mul(x, logComplementOf(p))),
  logSurvival: (x, { p }) => mul(add(floor(x), ONE), logComplementOf(p)),
  mean: ({ p }) => div(sub(ONE, p), p),
  sample: (stream, { p }) => Math.floor(stream.exponential() / -Math.log1p(-p)),
});
