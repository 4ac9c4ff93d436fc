import { constant } from '../../expression/index.js';
import { elementwise, type Bijector } from './bijector.js';

export const identity: Bijector = {
  name: 'identity',
  forward: (u) => u,
  logDetJacobian: (u) => constant(0, u.shape),
  inverseNode: (x) => x,
  ...elementwise,
};
