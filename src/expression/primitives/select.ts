import { literalValue } from '../constant.js';
import { BINDING } from '../notation.js';
import type { ElementwisePrimitive } from '../primitive.js';

export const select: ElementwisePrimitive = {
  name: 'select',
  kind: 'elementwise',
  arity: 3,
  scalar: (condition, whenTrue, whenFalse) => (condition !== 0 ? whenTrue : whenFalse),
  simplify([condition, whenTrue, whenFalse]) {
    const known = literalValue(condition!);
    if (known === undefined) return undefined;
    return known !== 0 ? whenTrue : whenFalse;
  },
  vjp(g, node, k) {
    const condition = node.inputs[0]!;
    const zero = k.constant(0);
    return [undefined, k.select(condition, g, zero), k.select(condition, zero, g)];
  },
  print: ([condition, whenTrue, whenFalse]) => ({
    text: `if ${condition!.text} then ${whenTrue!.text} else ${whenFalse!.text}`,
    binding: BINDING.choice,
  }),
};
