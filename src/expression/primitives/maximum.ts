import { call } from '../notation.js';
import { binary } from '../primitive.js';

export const maximum = binary({
  name: 'maximum',
  commutative: true,
  scalar: (a, b) => Math.max(a, b),
  vjp(g, a, b, _y, k) {
    const second = k.lessThan(a, b);
    const zero = k.constant(0);
    return [k.select(second, zero, g), k.select(second, g, zero)];
  },
  print: ([a, b]) => call('max', a!.text, b!.text),
});
