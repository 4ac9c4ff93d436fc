import { unary } from '../primitive.js';

export const sign = unary({
  name: 'sign',
  scalar: Math.sign,
});
