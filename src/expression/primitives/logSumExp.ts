import { mismatch } from '../mismatch.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** log sum exp over the last axis, by its maximum: [.., K] -> [..] */
export const logSumExp: TensorPrimitive = {
  name: 'logSumExp',
  kind: 'tensor',
  shape([x]) {
    if (x!.shape.length === 0) throw mismatch('logSumExp', [x!], 'needs an axis');
    return x!.shape.slice(0, -1);
  },
  evaluate(node, [x], out) {
    const length = node.inputs[0]!.shape.at(-1)!;
    for (let row = 0; row < out.length; row++) {
      const start = row * length;
      let largest = -Infinity;
      for (let i = 0; i < length; i++) largest = Math.max(largest, x![start + i]!);
      // An infinite maximum is the answer itself; subtracting it would give NaN.
      const shift = Number.isFinite(largest) ? largest : 0;
      let total = 0;
      for (let i = 0; i < length; i++) total += Math.exp(x![start + i]! - shift);
      out[row] = shift + Math.log(total);
    }
  },
  vjp(g, node, k) {
    const x = node.inputs[0]!;
    const axes = node.shape.map((_, axis) => axis);
    const softmax = k.exp(k.sub(x, k.broadcast(node, x.shape, axes)));
    return [k.mul(k.broadcast(g, x.shape, axes), softmax)];
  },
  print: ([x]) => call('log_sum_exp', x!.text),
};
