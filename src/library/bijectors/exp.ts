import { exp } from '../../expression/index.js';
import { logOf } from '../log-of.js';
import { elementwise, type Bijector } from './bijector.js';

/** Onto the positive numbers. */
export const exponential: Bijector = {
  name: 'exp',
  forward: exp,
  logDetJacobian: (u) => u,
  inverseNode: logOf,
  ...elementwise,
};
