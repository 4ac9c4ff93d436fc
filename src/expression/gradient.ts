import { algebra } from './builders.js';
import { mismatch } from './mismatch.js';
import type { Node } from './node.js';
import { primitiveOf } from './primitives/index.js';
import { dependents, topological } from './traverse.js';

/**
 * Derivatives of a scalar with respect to each of `wrt`, in their shapes, by reverse mode; a zero
 * constant where the output does not depend on one.
 */
export function gradient(output: Node, wrt: readonly Node[]): Node[] {
  if (output.shape.length > 0) throw mismatch('gradient', [output], 'needs a scalar');
  const order = topological([output]);
  const active = dependents(order, wrt);
  const guarded = belowSelect(order);
  const adjoints = new Map<Node, Node>([[output, algebra.constant(1)]]);
  for (const node of order.reverse()) {
    const adjoint = adjoints.get(node);
    if (adjoint === undefined || !active.has(node)) continue;
    propagate(node, adjoint, guarded.has(node), (input, part) => {
      if (!active.has(input)) return;
      const sofar = adjoints.get(input);
      adjoints.set(input, sofar === undefined ? part : algebra.add(sofar, part));
    });
  }
  return wrt.map((node) => (active.has(node) ? (adjoints.get(node) ?? zeros(node)) : zeros(node)));
}

function propagate(
  node: Node,
  adjoint: Node,
  guarded: boolean,
  give: (input: Node, part: Node) => void,
): void {
  const primitive = primitiveOf(node.op);
  const parts = primitive.vjp?.(adjoint, node, algebra) ?? [];
  parts.forEach((part, i) => {
    if (part === undefined) return;
    const input = node.inputs[i]!;
    // The branch not taken has adjoint 0, which an infinite derivative would turn into NaN.
    const safe = guarded && primitive.singular ? zeroWhereUnused(adjoint, part) : part;
    give(input, input.shape.length === 0 ? algebra.sum(safe) : safe);
  });
}

function zeroWhereUnused(adjoint: Node, part: Node): Node {
  const zero = algebra.constant(0);
  return algebra.select(algebra.equal(adjoint, zero), zero, part);
}

function belowSelect(order: readonly Node[]): Set<Node> {
  const below = new Set<Node>();
  for (const node of [...order].reverse()) {
    if (node.op === 'select' || below.has(node)) for (const input of node.inputs) below.add(input);
  }
  return below;
}

function zeros(node: Node): Node {
  return algebra.constant(0, node.shape);
}
