import { lgamma } from '../../base/numeric/special.js';
import {
  add,
  constant,
  div,
  log,
  mul,
  neg,
  sqrt,
  square,
  sub,
  type Node,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { forPlates, overEvent, platesOf, sumEvent } from '../events.js';
import { REAL } from '../support.js';
import { gamma } from './gamma.js';
import { normal } from './normal.js';

/** Log of the integral of exp(-||x|| / scale) over K dimensions: the unit sphere's surface times (K - 1)! scale^K. */
function logIntegral(scale: Node, K: number): Node {
  const surface = Math.LN2 + (K / 2) * Math.log(Math.PI) - lgamma(K / 2);
  return add(mul(constant(K), log(scale)), constant(surface + lgamma(K)));
}

export const multiLaplace = declare({
  name: 'multi_laplace',
  doc: 'Multivariate Laplace of the group lasso: its log density is minus the Euclidean norm of x - location, over scale. Not the normal with an exponential variance that has the same name.',
  source:
    'Raman, Fuchs, Wild, Dahl and Roth (2009), ICML 26, 881-888; the power exponential with beta = 1/2 of Gomez, Gomez-Villegas and Marin (1998), Communications in Statistics 27, 589-600',
  event: ['K'],
  parameters: {
    location: { support: 'real', axes: ['K'], doc: 'centre' },
    scale: { support: 'positive', doc: 'scale: the norm is gamma distributed with shape K' },
  },
  standardised: ['location', 'scale'],
  mixture: {
    words: 'x | v ~ normal(location, var = v), v ~ gamma((K + 1) / 2, 1 / (2 scale^2))',
    source: 'Kyung, Gill, Ghosh and Casella (2010), Bayesian Analysis 5(2), 369-411',
    mixing: ({ location, scale }) => ({
      distribution: gamma,
      parameters: [constant((location.shape.at(-1)! + 1) / 2), div(constant(0.5), square(scale))],
    }),
    given: (v, { location }) => ({
      distribution: normal,
      parameters: [forPlates(location, 1, v.shape), overEvent(sqrt(v), location.shape.slice(-1))],
    }),
  },
  support: () => REAL,
  logDensity(x, { location, scale }) {
    const r = sub(x, forPlates(location, 1, platesOf(x.shape, 1)));
    const norm = sqrt(sumEvent(square(r), 1));
    return neg(add(div(norm, scale), logIntegral(scale, x.shape.at(-1)!)));
  },
  mean: ({ location }) => location,
  penalty: ({ location, scale }) => ({
    kind: 'norm',
    weight: div(constant(1), scale),
    centre: location,
    rest: (x) => neg(logIntegral(scale, x.shape.at(-1)!)),
  }),
  sampleEvent(stream, { location, scale }, out) {
    let squares = 0;
    for (let k = 0; k < out.length; k++) {
      out[k] = stream.normal();
      squares += out[k]! * out[k]!;
    }
    const stretch = (scale * stream.gamma(out.length)) / Math.sqrt(squares);
    for (let k = 0; k < out.length; k++) out[k] = location[k]! + stretch * out[k]!;
  },
});
