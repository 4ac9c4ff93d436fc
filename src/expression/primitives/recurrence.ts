import type { Algebra } from '../algebra.js';
import { mismatch } from '../mismatch.js';
import { sameShape, type Node } from '../node.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/**
 * h[t] = a[t] h[t - 1] + b[t] along the first axis, h[1] = b[1]; with `backwards` from the last on,
 * h[t] = a[t] h[t + 1] + b[t]. a, b [T, ..] -> [T, ..]
 */
export const recurrence: TensorPrimitive = {
  name: 'recurrence',
  kind: 'tensor',
  shape([a, b]) {
    if (a!.shape.length === 0 || !sameShape(a!.shape, b!.shape)) {
      throw mismatch('recurrence', [a!, b!], 'needs two arrays of one shape');
    }
    return b!.shape;
  },
  evaluate(node, [a, b], out) {
    const width = out.length / node.shape[0]!;
    const step = node.attributes.backwards === 1 ? -width : width;
    const start = step < 0 ? out.length - width : 0;
    for (let i = 0; i < width; i++) out[start + i] = b![start + i]!;
    for (let row = start + step; 0 <= row && row < out.length; row += step) {
      for (let i = row; i < row + width; i++) out[i] = a![i]! * out[i - step]! + b![i]!;
    }
  },
  vjp(g, node, k) {
    const backwards = node.attributes.backwards === 1;
    const [later, earlier] = backwards ? ([-1, 1] as const) : ([1, -1] as const);
    // Each adjoint is passed on to the element read, by the coefficient of the element that reads.
    const adjoint = k.recurrence(shifted(node.inputs[0]!, earlier, k), g, !backwards);
    return [k.mul(adjoint, shifted(node, later, k)), adjoint];
  },
  print: ([a, b]) => call('recurrence', a!.text, b!.text),
};

/** Elements one place later, or earlier, on the first axis, with zeros in front or behind. */
function shifted(x: Node, steps: 1 | -1, k: Algebra): Node {
  const size = x.shape[0]!;
  if (size === 1) return k.constant(0, x.shape);
  return steps === 1
    ? k.pad(k.slice(x, 0, 0, size - 1), 0, 1, 0)
    : k.pad(k.slice(x, 0, 1, size), 0, 0, 1);
}
