import { isLiteral } from '../constant.js';
import { BINDING, infix } from '../notation.js';
import { binary } from '../primitive.js';

export const mul = binary({
  name: 'mul',
  singular: true,
  commutative: true,
  scalar: (a, b) => a * b,
  simplify(a, b, k) {
    if (isLiteral(a, 1)) return b;
    if (isLiteral(b, 1)) return a;
    if (isLiteral(a, -1)) return k.neg(b);
    return isLiteral(b, -1) ? k.neg(a) : undefined;
  },
  vjp: (g, a, b, _y, k) => [k.mul(g, b), k.mul(g, a)],
  print: infix('*', BINDING.product, true),
});
