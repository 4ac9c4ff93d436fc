import { drawVonMises } from '../../base/random/variates.js';
import { constant, cos, logBesselI0, mul, sub, logVonMisesMass } from '../../expression/index.js';
import { declare } from '../declare.js';
import type { Support } from '../support.js';
import { total } from '../terms.js';

const LOWER = constant(-Math.PI);
const UPPER = constant(Math.PI);
const CIRCLE: Support = { kind: 'interval', lower: LOWER, upper: UPPER };

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
  logCdf: (x, { mu, kappa }) => logVonMisesMass(sub(LOWER, mu), sub(x, mu), kappa),
  logSurvival: (x, { mu, kappa }) => logVonMisesMass(sub(x, mu), sub(UPPER, mu), kappa),
  mean: ({ mu }) => mu,
  sample: (stream, { mu, kappa }) => drawVonMises(stream, mu, kappa),
});
