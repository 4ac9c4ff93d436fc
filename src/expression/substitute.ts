import { algebra } from './builders.js';
import { construct } from './construct.js';
import { InvariantError } from '../base/diagnostic.js';
import { sameShape, type Node } from './node.js';
import { topological } from './traverse.js';

/** The expression with nodes (by identity) replaced by others of their shapes. */
export function substitute(node: Node, replacements: ReadonlyMap<Node, Node>): Node {
  return substituteAll([node], replacements)[0]!;
}

/** The same for several outputs, which keep sharing what they shared. */
export function substituteAll(
  outputs: readonly Node[],
  replacements: ReadonlyMap<Node, Node>,
): Node[] {
  const made = new Map<Node, Node>();
  for (const [from, to] of replacements) {
    if (!sameShape(from.shape, to.shape)) {
      throw new InvariantError(
        `substitute [${to.shape.join(', ')}] for [${from.shape.join(', ')}]: shapes differ`,
      );
    }
  }
  for (const node of topological(outputs)) {
    made.set(node, replacements.get(node) ?? rebuilt(node, made));
  }
  return outputs.map((node) => made.get(node)!);
}

function rebuilt(node: Node, made: ReadonlyMap<Node, Node>): Node {
  const inputs = node.inputs.map((input) => made.get(input)!);
  const changed = inputs.some((input, i) => input !== node.inputs[i]);
  return changed ? construct(node.op, inputs, node.attributes, algebra) : node;
}
