import { isLiteral } from '../constant.js';
import { BINDING, infix } from '../notation.js';
import { binary } from '../primitive.js';

export const div = binary({
  name: 'div',
  singular: true,
  scalar: (a, b) => a / b,
  simplify(a, b, k) {
    if (isLiteral(b, 1)) return a;
    return isLiteral(b, -1) ? k.neg(a) : undefined;
  },
  vjp(g, _a, b, y, k) {
    const toA = k.div(g, b);
    return [toA, k.neg(k.mul(toA, y))];
  },
  print: infix('/', BINDING.product),
});
