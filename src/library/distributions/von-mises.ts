import { drawVonMises } from '../../base/random/variates.js';
import { constant, cos, logBesselI0, mul, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import type { Support } from '../support.js';
import { total } from '../terms.js';

const CIRCLE: Support = { kind: 'interval', lower: constant(-Math.PI), upper: constant(Math.PI) };

export const vonMises = declare({
  name: 'von_mises',
  doc: 'Von Mises, of an angle from -pi to pi; its `mean` is the mean direction.',
  source: 'Mardia and Jupp (2000), Directional Statistics, 3.5.4',
  parameters: {
    mu: { support: 'real', doc: 'mean direction, in radians' },
    kappa: { support: 'positive', doc: 'concentration: 1 / variance where it is large' },
  },
  closed: true,
  support: () => CIRCLE,
  logDensity: (x, { mu, kappa }) =>
    sub(mul(kappa, cos(sub(x, mu))), total(logBesselI0(kappa), constant(Math.log(2 * Math.PI)))),
  mean: ({ mu }) => mu,
  sample: (stream, { mu, kappa }) => drawVonMises(stream, mu, kappa),
});
