import { algebra as k, type Node } from '../../expression/index.js';
import { construct } from '../../expression/construct.js';
import { topological } from '../../expression/traverse.js';

/**
 * Sums of products with a matrix in common as one product: A B + A C = A (B + C). A gradient of a sum of densities has
 * such sums where a layer reads data. Values agree up to rounding.
 */
export function joinProducts(outputs: readonly Node[]): Node[] {
  const order = topological(outputs);
  const uses = usesOf(order, outputs);
  const isInner = (node: Node) => node.op === 'add' && uses.get(node)!.only?.op === 'add';
  const terms = (node: Node): Node[] =>
    node.inputs.flatMap((input) => (isInner(input) ? terms(input) : [input]));
  const made = new Map<Node, Node>();
  for (const node of order) {
    const inputs = node.inputs.map((input) => made.get(input)!);
    const same = inputs.every((input, i) => input === node.inputs[i]);
    let own = same ? node : construct(node.op, inputs, node.attributes, k);
    if (node.op === 'add' && !isInner(node)) {
      const given = terms(node);
      // What is needed by others as well is computed in any case.
      const kept: Node[] = [];
      const joined: Node[] = [];
      for (const term of given) {
        if (uses.get(term)!.only === undefined) kept.push(made.get(term)!);
        else addTo(joined, made.get(term)!);
      }
      if (joined.length + kept.length < given.length) own = [...kept, ...joined].reduce(k.add);
    }
    made.set(node, own);
  }
  return outputs.map((node) => made.get(node)!);
}

interface Use {
  /** The only node that reads it, if there is one and it is no output. */
  only: Node | undefined;
  count: number;
}

function usesOf(order: readonly Node[], outputs: readonly Node[]): ReadonlyMap<Node, Use> {
  const uses = new Map(order.map((node): [Node, Use] => [node, { only: undefined, count: 0 }]));
  const count = (node: Node, by: Node | undefined) => {
    const use = uses.get(node)!;
    use.count++;
    use.only = use.count === 1 ? by : undefined;
  };
  for (const node of order) for (const input of node.inputs) count(input, node);
  for (const output of outputs) count(output, undefined);
  return uses;
}

/** Adds a term to a sum, to a product that is there where it can be joined. */
function addTo(sum: Node[], term: Node): void {
  if (term.op === 'matmul') {
    for (const [i, other] of sum.entries()) {
      const joined = other.op === 'matmul' ? join(other, term) : undefined;
      if (joined === undefined) continue;
      sum[i] = joined;
      return;
    }
  }
  sum.push(term);
}

function join(one: Node, other: Node): Node | undefined {
  const { transposeA, transposeB } = one.attributes;
  const flags = { transposeA: !!transposeA, transposeB: !!transposeB };
  if (!!other.attributes.transposeA !== flags.transposeA) return undefined;
  if (!!other.attributes.transposeB !== flags.transposeB) return undefined;
  const [a, b] = one.inputs as [Node, Node];
  const [c, d] = other.inputs as [Node, Node];
  if (a === c) return k.matmul(a, k.add(b, d), flags);
  return b === d ? k.matmul(k.add(a, c), b, flags) : undefined;
}
