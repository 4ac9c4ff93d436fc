import { InvariantError } from '../../base/diagnostic.js';
import type { Algebra } from '../algebra.js';
import { mismatch } from '../mismatch.js';
import { sameShape, type ElementwiseStep, type Node } from '../node.js';
import { call } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/**
 * h[1] = start, h[t] = f(h[t - 1], x1[t], x2[t], ...) along the first axis, f elementwise over the others:
 * start [..], x [T, ..] -> [T, ..]
 */
export const fold: TensorPrimitive = {
  name: 'fold',
  kind: 'tensor',
  shape([start, ...arrays], attributes) {
    const [first] = arrays;
    const fits =
      first !== undefined &&
      arrays.every(({ shape }) => sameShape(shape, first.shape)) &&
      sameShape(start!.shape, first.shape.slice(1)) &&
      stepOf({ attributes }).parameters.length === arrays.length + 1;
    if (!fits) throw mismatch('fold', [start!, ...arrays], 'needs arrays of one shape and a start');
    return first.shape;
  },
  evaluate(node, [start, ...arrays], out) {
    const step = stepOf(node);
    const width = start!.length;
    const given = new Float64Array(arrays.length + 1);
    out.set(start!);
    for (let i = width; i < out.length; i++) {
      given[0] = out[i - width]!;
      for (let k = 0; k < arrays.length; k++) given[k + 1] = arrays[k]![i]!;
      out[i] = step.value(given);
    }
  },
  vjp(g, node, k) {
    const size = node.shape[0]!;
    const [start, ...arrays] = node.inputs;
    if (size === 1) return [k.reshape(g, start!.shape), ...arrays.map(() => undefined)];
    const tail = (x: Node) => k.slice(x, 0, 1, size);
    const before = k.slice(node, 0, 0, size - 1);
    const [slope, ...others] = stepOf(node).partials([before, ...arrays.map(tail)]);
    // What is given to an element goes on to the one before it, by the slope: a linear recurrence, backwards.
    const coefficients = k.pad(full(slope!, before, k), 0, 0, 1);
    const adjoint = k.recurrence(coefficients, g, true);
    const later = tail(adjoint);
    return [
      k.reshape(k.slice(adjoint, 0, 0, 1), start!.shape),
      ...others.map((other) => k.pad(k.mul(later, full(other, before, k)), 0, 1, 0)),
    ];
  },
  print: ([start, ...arrays], node) =>
    call('scan', start!.text, stepOf(node).print(arrays.map(({ text }) => text))),
};

/** What a fold does to an element, given the one before it. */
export function stepOf({ attributes: { step } }: Pick<Node, 'attributes'>): ElementwiseStep {
  if (typeof step !== 'object' || !('partials' in step))
    throw new InvariantError('fold without a step');
  return step;
}

function full(x: Node, like: Node, k: Algebra): Node {
  return sameShape(x.shape, like.shape) ? x : k.broadcast(x, like.shape, []);
}
