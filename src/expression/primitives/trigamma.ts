import { trigamma as specialTrigamma } from '../../base/numeric/special.js';
import { unary } from '../primitive.js';

export const trigamma = unary({
  name: 'trigamma',
  scalar: specialTrigamma,
});
