import { constant, div, lessThan, log, mul, select, sub, add } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logOf } from '../log-of.js';

const ONE = constant(1);
const INFINITY = constant(Infinity);

export const pareto = declare({
  name: 'pareto',
  doc: 'Pareto: log(x / minimum) is exponential with rate `shape`.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 20',
  parameters: {
    minimum: { support: 'positive', doc: 'smallest value' },
    shape: { support: 'positive', doc: 'the chance of more than x falls as x^-shape' },
  },
  alternatives: [
    alternative(
      {
        y_min: { support: 'positive', doc: 'smallest value, as Stan names it' },
        alpha: { support: 'positive', doc: 'shape, as Stan names it' },
      },
      ({ y_min, alpha }) => ({ minimum: y_min, shape: alpha }),
    ),
  ],
  closed: true,
  support: ({ minimum }) => ({ kind: 'interval', lower: minimum, upper: INFINITY }),
  logDensity(x, { minimum, shape }) {
    const tail = sub(mul(shape, logOf(minimum)), mul(add(shape, ONE), logOf(x)));
    return add(log(shape), tail);
  },
  logSurvival: (x, { minimum, shape }) => mul(shape, sub(logOf(minimum), logOf(x))),
  mean({ minimum, shape }) {
    const mean = div(mul(shape, minimum), sub(shape, ONE));
    return select(lessThan(ONE, shape), mean, INFINITY);
  },
  sample: (stream, { minimum, shape }) => minimum * Math.exp(stream.exponential() / shape),
});
