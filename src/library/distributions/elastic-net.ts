import { drawPositiveNormal } from '../../base/random/truncated.js';
import {
  abs,
  lessThan,
  select,
  add,
  constant,
  div,
  log,
  logNormalCdf,
  mul,
  neg,
  sqrt,
  square,
  sub,
  type Node,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { REAL } from '../support.js';
import { logComplementOfExp, total } from '../terms.js';

const HALF = constant(0.5);

/** Log of the integral of exp(-rate |x| - precision x^2 / 2). */
function logNormaliser(rate: Node, precision: Node): Node {
  const root = div(rate, sqrt(precision));
  const spread = mul(constant(-0.5), log(precision));
  const half = add(mul(HALF, square(root)), logNormalCdf(neg(root)));
  return total(constant(Math.LN2 + 0.5 * Math.log(2 * Math.PI)), spread, half);
}

/** Minus precision (x - location)^2 / 2, normalised: what is smooth of the log density. */
function smoothPart(x: Node, location: Node, rate: Node, precision: Node): Node {
  const bowl = mul(constant(-0.5), mul(precision, square(sub(x, location))));
  return sub(bowl, logNormaliser(rate, precision));
}

/** Log of the mass that lies `away` or more to one side of the location: a half is a normal that is cut off. */
function logTail(away: Node, rate: Node, precision: Node): Node {
  const root = sqrt(precision);
  const start = neg(div(rate, root));
  const within = sub(logNormalCdf(sub(start, mul(root, abs(away)))), logNormalCdf(start));
  const tail = add(within, constant(-Math.LN2));
  return select(lessThan(away, constant(0)), logComplementOfExp(tail), tail);
}

export const elasticNet = declare({
  name: 'elastic_net',
  doc: 'Between a Laplace and a normal: minus rate |x - location| minus precision (x - location)^2 / 2, up to a constant, is its log density.',
  source: 'Li and Lin (2010), Bayesian Analysis 5(1), 151-170',
  parameters: {
    location: { support: 'real', doc: 'mean and mode' },
    rate: { support: 'positive', doc: 'weight of the absolute value' },
    precision: { support: 'positive', doc: 'weight of half the square' },
  },
  support: () => REAL,
  logDensity: (x, { location, rate, precision }) =>
    sub(smoothPart(x, location, rate, precision), mul(rate, abs(sub(x, location)))),
  logCdf: (x, { location, rate, precision }) => logTail(sub(location, x), rate, precision),
  logSurvival: (x, { location, rate, precision }) => logTail(sub(x, location), rate, precision),
  mean: ({ location }) => location,
  penalty: ({ location, rate, precision }) => ({
    kind: 'absolute',
    weight: rate,
    centre: location,
    rest: (x) => smoothPart(x, location, rate, precision),
  }),
  sample(stream, { location, rate, precision }) {
    const size = drawPositiveNormal(stream, -rate / precision, 1 / Math.sqrt(precision));
    return stream.uniform() < 0.5 ? location - size : location + size;
  },
});
