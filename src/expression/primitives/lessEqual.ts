import { BINDING, infix } from '../notation.js';
import { binary } from '../primitive.js';

export const lessEqual = binary({
  name: 'lessEqual',
  scalar: (a, b) => (a <= b ? 1 : 0),
  print: infix('<=', BINDING.comparison),
});
