import { constant, mul, sum, type Node } from '../../expression/index.js';

/** Mean over axes, which the result has no more. */
export function average(x: Node, axes: readonly number[]): Node {
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  return mul(sum(x, axes), constant(1 / count));
}
