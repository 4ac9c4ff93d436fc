import { logBetaI as specialLogBetaI } from '../../base/numeric/special.js';
import type { Node } from '../node.js';
import { call } from '../notation.js';
import type { ElementwisePrimitive } from '../primitive.js';

/** Log of the regularised incomplete beta function I_x(a, b), x = sigmoid(logit). */
export const logBetaI: ElementwisePrimitive = {
  name: 'logBetaI',
  kind: 'elementwise',
  arity: 3,
  singular: true,
  apart: true,
  scalar: specialLogBetaI,
  vjp(g, node, k) {
    const [a, b, logit] = node.inputs as [Node, Node, Node];
    const total = k.sub(k.lgamma(k.add(a, b)), k.add(k.lgamma(a), k.lgamma(b)));
    const powers = k.add(k.mul(a, k.softplus(k.neg(logit))), k.mul(b, k.softplus(logit)));
    const toLogit = k.exp(k.sub(k.sub(total, powers), node));
    const slopes = [k.logBetaISlopeA(a, b, logit), k.logBetaISlopeB(a, b, logit), toLogit];
    return slopes.map((slope) => k.mul(g, slope));
  },
  print: ([a, b, logit]) => call('log_beta_i', a!.text, b!.text, logit!.text),
};
