import { isLiteral } from '../constant.js';
import { BINDING, infix } from '../notation.js';
import { binary } from '../primitive.js';

export const sub = binary({
  name: 'sub',
  scalar: (a, b) => a - b,
  simplify(a, b, k) {
    if (isLiteral(b, 0)) return a;
    if (isLiteral(a, 0)) return k.neg(b);
    return b.op === 'neg' ? k.add(a, b.inputs[0]!) : undefined;
  },
  vjp: (g, _a, _b, _y, k) => [g, k.neg(g)],
  print: infix('-', BINDING.sum),
});
