import { constant, mul, sigmoid, softplus, sub } from '../../expression/index.js';
import { logComplementOf, logitsOf, logOf } from '../log-of.js';
import { elementwise, type Bijector } from './bijector.js';

/** Onto (0, 1), by the inverse of the logit. */
export const logit: Bijector = {
  name: 'logit',
  forward: sigmoid,
  logDetJacobian: (u) => sub(u, mul(constant(2), softplus(u))),
  inverseNode: (x) => logitsOf(x) ?? sub(logOf(x), logComplementOf(x)),
  ...elementwise,
};
