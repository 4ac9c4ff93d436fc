import { broadcast, exp, logSumExp, sub, type Node } from '../expression/index.js';

/** exp(x) over its sum, along the last axis. */
export function softmax(x: Node): Node {
  const total = logSumExp(x);
  const axes = total.shape.map((_, axis) => axis);
  return exp(sub(x, broadcast(total, x.shape, axes)));
}
