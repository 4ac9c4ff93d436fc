import {
  add,
  constant,
  div,
  logNormalCdf,
  mul,
  sqrt,
  square,
  sub,
  logSkewNormalCdf,
  neg,
} from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { REAL } from '../support.js';
import { normalDensity, total } from '../terms.js';

export const skewNormal = declare({
  name: 'skew_normal',
  doc: 'Skew normal; shape 0 is the normal, the sign of shape is the side of the longer tail.',
  source: 'Azzalini (1985), Scandinavian Journal of Statistics 12(2), 171-178',
  parameters: {
    location: { support: 'real', doc: 'mean of the normal that is skewed' },
    scale: { support: 'positive', doc: 'its standard deviation' },
    shape: { support: 'real', doc: 'skewness' },
  },
  alternatives: [
    alternative(
      {
        xi: { support: 'real', doc: 'location, as Stan names it' },
        omega: { support: 'positive', doc: 'scale, as Stan names it' },
        alpha: { support: 'real', doc: 'shape, as Stan names it' },
      },
      ({ xi, omega, alpha }) => ({ location: xi, scale: omega, shape: alpha }),
    ),
  ],
  standardised: ['location', 'scale'],
  support: () => REAL,
  logDensity(x, { location, scale, shape }) {
    const side = logNormalCdf(mul(shape, div(sub(x, location), scale)));
    return total(normalDensity(x, location, scale), side, constant(Math.LN2));
  },
  logCdf: (x, { location, scale, shape }) => logSkewNormalCdf(div(sub(x, location), scale), shape),
  logSurvival: (x, { location, scale, shape }) =>
    logSkewNormalCdf(div(sub(location, x), scale), neg(shape)),
  mean({ location, scale, shape }) {
    const lean = div(shape, sqrt(add(constant(1), square(shape))));
    return add(location, mul(mul(scale, lean), constant(Math.sqrt(2 / Math.PI))));
  },
  sample(stream, { location, scale, shape }) {
    const lean = shape / Math.hypot(1, shape);
    const skewed = lean * Math.abs(stream.normal());
    return location + scale * (skewed + Math.sqrt(1 - lean * lean) * stream.normal());
  },
});
