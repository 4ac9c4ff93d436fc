import { isLiteral } from '../constant.js';
import { BINDING, infix } from '../notation.js';
import { binary } from '../primitive.js';

export const add = binary({
  name: 'add',
  commutative: true,
  scalar: (a, b) => a + b,
  simplify(a, b, k) {
    if (isLiteral(a, 0)) return b;
    if (isLiteral(b, 0)) return a;
    return b.op === 'neg' ? k.sub(a, b.inputs[0]!) : undefined;
  },
  vjp: (g) => [g, g],
  print: infix('+', BINDING.sum, true),
});
