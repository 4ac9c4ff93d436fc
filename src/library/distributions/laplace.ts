import {
  abs,
  constant,
  div,
  exp,
  lessThan,
  log,
  log1p,
  mul,
  neg,
  select,
  sqrt,
  square,
  sub,
  type Node,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { locationAndScale, muAndSigma } from '../location-scale.js';
import { REAL } from '../support.js';
import { total } from '../terms.js';
import { exponential } from './exponential.js';
import { normal } from './normal.js';

export const laplace = declare({
  name: 'laplace',
  doc: 'Laplace (double exponential); its log density is minus |x - location| / scale.',
  source: 'Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 24',
  parameters: locationAndScale,
  alternatives: [muAndSigma],
  standardised: ['location', 'scale'],
  mixture: {
    words: 'x | v ~ normal(location, var = v), v ~ exponential(1 / (2 scale^2))',
    source: 'Park and Casella (2008), JASA 103(482), 681-686',
    mixing: ({ scale }) => ({
      distribution: exponential,
      parameters: [div(constant(0.5), square(scale))],
    }),
    given: (v, { location }) => ({ distribution: normal, parameters: [location, sqrt(v)] }),
  },
  support: () => REAL,
  logDensity: (x, { location, scale }) =>
    neg(total(div(abs(sub(x, location)), scale), log(scale), constant(Math.LN2))),
  logCdf: (x, { location, scale }) => logBelow(div(sub(x, location), scale)),
  logSurvival: (x, { location, scale }) => logBelow(div(sub(location, x), scale)),
  mean: ({ location }) => location,
  penalty: ({ location, scale }) => ({
    kind: 'absolute',
    weight: div(constant(1), scale),
    centre: location,
  }),
  sample(stream, { location, scale }) {
    const size = scale * stream.exponential();
    return stream.uniform() < 0.5 ? location - size : location + size;
  },
});

/** Log of the standard distribution function. */
function logBelow(z: Node): Node {
  const outside = mul(constant(-0.5), exp(neg(abs(z))));
  return select(lessThan(z, constant(0)), sub(z, constant(Math.LN2)), log1p(outside));
}
