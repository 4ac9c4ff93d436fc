import { add, constant, div, exp, log, mul, neg, sub } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { REAL } from '../support.js';

const EULER = constant(0.5772156649015329);
const muAndBeta = alternative(
  {
    mu: { support: 'real', doc: 'mode, as Stan names it' },
    beta: { support: 'positive', doc: 'scale, as Stan names it' },
  },
  ({ mu, beta }) => ({ location: mu, scale: beta }),
);

export const gumbel = declare({
  name: 'gumbel',
  doc: 'Gumbel: the largest of many, in the limit.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 22',
  parameters: {
    location: { support: 'real', doc: 'mode' },
    scale: { support: 'positive', doc: 'scale' },
  },
  alternatives: [muAndBeta],
  standardised: ['location', 'scale'],
  support: () => REAL,
  logDensity(x, { location, scale }) {
    const z = div(sub(x, location), scale);
    return neg(add(add(z, exp(neg(z))), log(scale)));
  },
  logCdf: (x, { location, scale }) => neg(exp(div(sub(location, x), scale))),
  mean: ({ location, scale }) => add(location, mul(scale, EULER)),
  sample: (stream, { location, scale }) => location - scale * Math.log(stream.exponential()),
});
