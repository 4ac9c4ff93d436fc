import { algebra as k, constant, sizeOf, type Node } from '../../expression/index.js';
import { construct } from '../../expression/construct.js';
import { simplify } from '../../expression/simplify.js';
import { topological } from '../../expression/traverse.js';
import { joinProducts } from './join-products.js';
import { isView } from './views.js';

/**
 * The outputs in fewer primitives: what is a loop in disguise becomes elementwise operations and
 * reductions, so that it fuses with its neighbours. Values agree up to rounding.
 */
export function lower(outputs: readonly Node[]): Node[] {
  const lowered = new Map<Node, Node>();
  const given = simplify(joinProducts(simplify(outputs)));
  const exponentials = new Map<Node, Exponentials>();
  for (const node of topological(given)) {
    const inputs = node.inputs.map((input) => lowered.get(input)!);
    lowered.set(node, lowerNode(node, inputs, exponentials));
  }
  return simplify(given.map((node) => lowered.get(node)!));
}

/** What log sum exp leaves behind for its derivative. */
interface Exponentials {
  readonly of: Node;
  readonly values: Node;
  readonly total: Node;
}

function lowerNode(
  node: Node,
  inputs: readonly Node[],
  exponentials: Map<Node, Exponentials>,
): Node {
  switch (node.op) {
    case 'logSumExp':
      return logSumExp(inputs[0]!, exponentials);
    case 'exp':
      return softmax(inputs[0]!, exponentials) ?? k.exp(inputs[0]!);
    case 'pick':
      return pick(inputs[0]!, inputs[1]!);
    case 'scatterPick':
      return scatterPick(inputs[0]!, inputs[1]!, node.shape.at(-1)!);
    case 'matmul':
      return product(node, inputs);
    default: {
      const changed = inputs.some((input, i) => input !== node.inputs[i]);
      return changed ? construct(node.op, inputs, node.attributes, k) : node;
    }
  }
}

function allAxes(node: Node): number[] {
  return node.shape.map((_, axis) => axis);
}

function alongLast(node: Node, like: Node): Node {
  return k.broadcast(node, like.shape, allAxes(node));
}

function logSumExp(x: Node, exponentials: Map<Node, Exponentials>): Node {
  const largest = k.maxReduce(x);
  // An infinite maximum is the answer itself; subtracting it would give NaN.
  const finite = k.lessThan(k.abs(largest), constant(Infinity));
  const shift = k.select(finite, largest, constant(0));
  const values = k.exp(k.sub(x, alongLast(shift, x)));
  const total = k.sum(values, [x.shape.length - 1]);
  const result = k.add(shift, k.log(total));
  exponentials.set(result, { of: x, values, total });
  return result;
}

/** exp(x - log sum exp x) from the exponentials that are there already. */
function softmax(difference: Node, exponentials: Map<Node, Exponentials>): Node | undefined {
  if (difference.op !== 'sub') return undefined;
  const [x, subtracted] = difference.inputs as [Node, Node];
  const found = subtracted.op === 'broadcast' ? exponentials.get(subtracted.inputs[0]!) : undefined;
  if (found?.of !== x || subtracted.attributes.axes!.toString() !== allAxes(found.total).join()) {
    return undefined;
  }
  return k.mul(found.values, alongLast(k.div(constant(1), found.total), x));
}

function positions(size: number): Node {
  return constant(
    Float64Array.from({ length: size }, (_, i) => i),
    [size],
  );
}

function pick(x: Node, index: Node): Node {
  const last = x.shape.length - 1;
  const entries = k.broadcast(positions(x.shape[last]!), x.shape, [last]);
  const here = k.equal(alongLast(index, x), entries);
  return k.sum(k.select(here, x, constant(0)), [last]);
}

function scatterPick(x: Node, index: Node, size: number): Node {
  const shape = [...x.shape, size];
  const spread = (node: Node) => k.broadcast(node, shape, allAxes(x));
  const entries = k.broadcast(positions(size), shape, [x.shape.length]);
  return k.select(k.equal(spread(index), entries), spread(x), constant(0));
}

/** A product with a single column, row or term is a loop, if that has something to fuse with. */
function product(node: Node, [a, b]: readonly Node[]): Node {
  const { transposeA, transposeB } = node.attributes;
  const flags = { transposeA: !!transposeA, transposeB: !!transposeB };
  const [rows, columns] = node.shape as [number, number];
  const inner = a!.shape[transposeA ? 0 : 1]!;
  const thin = inner === 1 || ((rows === 1 || columns === 1) && !isMatrixAtRest(a!, b!));
  if (!thin) return k.matmul(a!, b!, flags);
  // Axes in the order of the first operand, so that data rows lead; those of length 1 are left out.
  const order = transposeA ? ['inner', 'rows', 'columns'] : ['rows', 'inner', 'columns'];
  const sizes: Record<string, number> = { rows, inner, columns };
  const axes = order.filter((axis) => sizes[axis] !== 1);
  const shape = axes.map((axis) => sizes[axis]!);
  const spread = (x: Node, own: readonly string[]) => {
    const kept = own.filter((axis) => sizes[axis] !== 1);
    const long = k.reshape(
      x,
      kept.map((axis) => sizes[axis]!),
    );
    return k.broadcast(
      long,
      shape,
      kept.map((axis) => axes.indexOf(axis)),
    );
  };
  const left = spread(a!, transposeA ? ['inner', 'rows'] : ['rows', 'inner']);
  const right = spread(b!, transposeB ? ['columns', 'inner'] : ['inner', 'columns']);
  const summed = k.sum(k.mul(left, right), inner === 1 ? [] : [axes.indexOf('inner')]);
  return k.reshape(summed, [rows, columns]);
}

/** Whether the larger operand lies in memory already: a product then reads it best. */
function isMatrixAtRest(a: Node, b: Node): boolean {
  let larger = sizeOf(a.shape) >= sizeOf(b.shape) ? a : b;
  while (isView(larger)) larger = larger.inputs[0]!;
  return larger.op === 'constant' || larger.op === 'input' || larger.op === 'matmul';
}
