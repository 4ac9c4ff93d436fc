import { call } from '../notation.js';
import { binary } from '../primitive.js';

export const minimum = binary({
  name: 'minimum',
  commutative: true,
  scalar: (a, b) => Math.min(a, b),
  vjp(g, a, b, _y, k) {
    const second = k.lessThan(b, a);
    const zero = k.constant(0);
    return [k.select(second, zero, g), k.select(second, g, zero)];
  },
  print: ([a, b]) => call('min', a!.text, b!.text),
});
