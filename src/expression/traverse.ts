import type { Node } from './node.js';

/** Every node below the outputs once, inputs before the nodes that use them; no recursion. */
export function topological(outputs: readonly Node[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const pending = [...outputs].reverse().map((node) => ({ node, next: 0 }));
  while (pending.length > 0) {
    const top = pending.at(-1)!;
    const child = seen.has(top.node) ? undefined : top.node.inputs[top.next++];
    if (child !== undefined) {
      if (!seen.has(child)) pending.push({ node: child, next: 0 });
      continue;
    }
    pending.pop();
    if (seen.has(top.node)) continue;
    seen.add(top.node);
    order.push(top.node);
  }
  return order;
}

/** Names of the inputs that the node reads. */
export function inputsOf(node: Node): Set<string> {
  const inputs = topological([node]).filter(({ op }) => op === 'input');
  return new Set(inputs.map(({ attributes }) => attributes.name as string));
}

/** Nodes, among `order` (topological), that are or use one of `sources`. */
export function dependents(order: readonly Node[], sources: Iterable<Node>): Set<Node> {
  const found = new Set(sources);
  for (const node of order) if (node.inputs.some((input) => found.has(input))) found.add(node);
  return found;
}
