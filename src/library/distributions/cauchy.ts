import { drawCauchy } from '../../base/random/variates.js';
import {
  add,
  atan,
  constant,
  div,
  lessThan,
  log,
  log1p,
  minimum,
  mul,
  neg,
  select,
  square,
  sub,
  type Node,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { locationAndScale, muAndSigma } from '../location-scale.js';
import { REAL } from '../support.js';
import { total } from '../terms.js';

export const cauchy = declare({
  name: 'cauchy',
  doc: 'Cauchy: so heavy tails that it has no mean.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 16',
  parameters: locationAndScale,
  alternatives: [muAndSigma],
  standardised: ['location', 'scale'],
  support: () => REAL,
  logDensity: (x, { location, scale }) =>
    neg(
      total(log1p(square(div(sub(x, location), scale))), log(scale), constant(Math.log(Math.PI))),
    ),
  logCdf: (x, { location, scale }) => logBelow(div(sub(x, location), scale)),
  logSurvival: (x, { location, scale }) => logBelow(div(sub(location, x), scale)),
  sample: (stream, { location, scale }) => location + scale * drawCauchy(stream),
});

const INVERSE_PI = constant(1 / Math.PI);

/** Log of the standard distribution function; far out the angle of 1 / z is exact and that of z is not. */
function logBelow(z: Node): Node {
  const minusOne = constant(-1);
  const far = mul(INVERSE_PI, atan(div(minusOne, minimum(z, minusOne))));
  const near = add(constant(0.5), mul(INVERSE_PI, atan(z)));
  return log(select(lessThan(z, minusOne), far, near));
}
