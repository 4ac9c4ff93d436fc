import { literalValue } from '../constant.js';
import { BINDING, within } from '../notation.js';
import { binary } from '../primitive.js';

export const pow = binary({
  name: 'pow',
  singular: true,
  scalar: (a, b) => Math.pow(a, b),
  simplify(a, b, k) {
    const exponent = literalValue(b);
    if (exponent === 1) return a;
    if (exponent === 2) return k.square(a);
    if (exponent === -1) return k.div(k.constant(1), a);
    return exponent === 0.5 ? k.sqrt(a) : undefined;
  },
  vjp(g, a, b, y, k) {
    const toBase = k.mul(b, k.pow(a, k.sub(b, k.constant(1))));
    // At base 0 the product y log(a) is 0 * -inf, but its limit is 0.
    const toExponent = k.select(k.equal(a, k.constant(0)), k.constant(0), k.mul(y, k.log(a)));
    return [k.mul(g, toBase), k.mul(g, toExponent)];
  },
  print: ([a, b]) => ({
    text: `${within(a!, BINDING.power + 1)}^${within(b!, BINDING.power + 1)}`,
    binding: BINDING.power,
  }),
});
