import {
  add,
  constant,
  div,
  log,
  logNormalCdf,
  mul,
  square,
  sub,
  neg,
  softplus,
  type Node,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import { REAL } from '../support.js';
import { logComplementOfExp } from '../terms.js';

/** The standardised value, and what is at most x of the normal but not of the sum; logs. */
function tails(x: Node, mu: Node, sigma: Node, lambda: Node): { z: Node; below: Node } {
  const z = div(sub(x, mu), sigma);
  const ratio = mul(lambda, sigma);
  const decay = sub(mul(constant(0.5), square(ratio)), mul(ratio, z));
  return { z, below: add(decay, logNormalCdf(sub(z, ratio))) };
}

export const expModNormal = declare({
  name: 'exp_mod_normal',
  doc: 'Sum of a normal and an exponential; also known as ex-Gaussian.',
  source: 'Grushka (1972), Analytical Chemistry 44(11), 1733-1738',
  parameters: {
    mu: { support: 'real', doc: 'mean of the normal' },
    sigma: { support: 'positive', doc: 'standard deviation of the normal' },
    lambda: { support: 'positive', doc: 'rate of the exponential' },
  },
  support: () => REAL,
  logDensity: (x, { mu, sigma, lambda }) => add(log(lambda), tails(x, mu, sigma, lambda).below),
  logCdf(x, { mu, sigma, lambda }) {
    const { z, below } = tails(x, mu, sigma, lambda);
    const own = logNormalCdf(z);
    return add(own, logComplementOfExp(sub(below, own)));
  },
  logSurvival(x, { mu, sigma, lambda }) {
    const { z, below } = tails(x, mu, sigma, lambda);
    const own = logNormalCdf(neg(z));
    return add(own, softplus(sub(below, own)));
  },
  mean: ({ mu, lambda }) => add(mu, div(constant(1), lambda)),
  sample: (stream, { mu, sigma, lambda }) =>
    mu + sigma * stream.normal() + stream.exponential() / lambda,
});
