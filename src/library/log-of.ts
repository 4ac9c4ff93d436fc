import {
  broadcast,
  log,
  log1p,
  neg,
  scalarValue,
  softplus,
  sub,
  type Node,
} from '../expression/index.js';

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

/** The chance p of odds written as p / (1 - p). */
function chanceOf(odds: Node): Node | undefined {
  if (odds.op === 'broadcast' && odds.inputs[0]!.shape.length === 0) {
    const inner = chanceOf(odds.inputs[0]!);
    return inner && broadcast(inner, odds.shape, []);
  }
  const [chance, rest] = odds.op === 'div' ? odds.inputs : [];
  if (rest?.op !== 'sub' || rest.inputs[1] !== chance) return undefined;
  const [one] = rest.inputs as [Node, Node];
  return scalarValue(one.op === 'broadcast' ? one.inputs[0]! : one) === 1 ? chance : undefined;
}

/** log(b / (1 + b)) and log(1 + b), without the round trip, and in the chance itself, where b is p / (1 - p). */
export function logsOfOdds(b: Node): { readonly logShare: Node; readonly logOnePlus: Node } {
  const chance = chanceOf(b);
  if (chance !== undefined) {
    return { logShare: logOf(chance), logOnePlus: neg(logComplementOf(chance)) };
  }
  return { logShare: sub(log(b), log1p(b)), logOnePlus: log1p(b) };
}
