import { BINDING, infix } from '../notation.js';
import { binary } from '../primitive.js';

export const equal = binary({
  name: 'equal',
  commutative: true,
  scalar: (a, b) => (a === b ? 1 : 0),
  print: infix('==', BINDING.comparison),
});
