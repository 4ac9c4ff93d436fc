import { broadcast, log, log1p, neg, softplus, type Node } from '../expression/index.js';

/** What `inverse` was applied to, where the node is such an application (or one repeated). */
function argumentOf(node: Node, inverse: string): Node | undefined {
  if (node.op === inverse) return node.inputs[0];
  if (node.op !== 'broadcast' || node.inputs[0]!.shape.length > 0) return undefined;
  const inner = argumentOf(node.inputs[0]!, inverse);
  return inner && broadcast(inner, node.shape, []);
}

/** The logits l of a chance written as sigmoid(l). */
export function logitsOf(chance: Node): Node | undefined {
  return argumentOf(chance, 'sigmoid');
}

/** log x, without the round trip where x is exp(l) or sigmoid(l), which may over- or underflow. */
export function logOf(x: Node): Node {
  const exponent = argumentOf(x, 'exp');
  if (exponent) return exponent;
  const logits = logitsOf(x);
  return logits ? neg(softplus(neg(logits))) : log(x);
}

/** log(1 - x), likewise. */
export function logComplementOf(x: Node): Node {
  const logits = logitsOf(x);
  return logits ? neg(softplus(logits)) : log1p(neg(x));
}
