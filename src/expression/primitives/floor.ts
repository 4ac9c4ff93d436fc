import { unary } from '../primitive.js';

export const floor = unary({
  name: 'floor',
  scalar: Math.floor,
});
