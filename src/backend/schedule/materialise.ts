import { sizeOf, type Node } from '../../expression/node.js';
import { topological } from '../../expression/traverse.js';
import { readsRows, standings, type Standing } from './rows.js';
import type { ElementType } from './schedule.js';
import { isView, keepsRows } from './views.js';

/** Columns of so many weights are read one element a cache line, unless they are laid along rows. */
const LONG_COLUMN = 64;

type Standings = ReadonlyMap<Node, Standing>;

/** What the copies of a graph depend on. */
export interface Materialisation {
  readonly tiled: boolean;
  readonly precision: ElementType;
  readonly changes: (input: Node) => boolean;
}

/**
 * The outputs with a copy wherever values are wanted in another layout than that in which they are
 * computed: rows of a tile as part of a row-major whole, leaves and views as outputs with elements
 * of their own, weights in the precision of the products that read them.
 */
export function materialise(outputs: readonly Node[], options: Materialisation): Node[] {
  const order = topological(outputs);
  const known = standings(order, options.tiled, options.changes);
  const copies = new Copies();
  const made = new Map<Node, Node>();
  for (const node of order) {
    const { pass } = known.get(node)!;
    const inputs = node.inputs.map((input, i) => {
      const own = made.get(input)!;
      if (needsWhole(input, known, node, readsRows(node, i, pass))) {
        return copies.of(own, 'f64');
      }
      return own;
    });
    const same = inputs.every((input, i) => input === node.inputs[i]);
    const moved = same ? node : { ...node, inputs };
    made.set(node, multipliesRows(node, pass) ? copies.weights(moved, options.precision) : moved);
  }
  return outputs.map((node) => {
    const own = made.get(node)!;
    return isAtRest(node) || spreads(node, known) ? copies.of(own, 'f64') : own;
  });
}

/** Whether a node is the product of rows with weights. */
function multipliesRows({ op, attributes }: Node, pass: number | undefined): boolean {
  if (pass === undefined) return false;
  return op === 'convolve' || op === 'convolveInput' || (op === 'matmul' && !attributes.transposeA);
}

/** Whether a use of rows as a whole has to go through a row-major copy; a view that keeps its rows is looked through: its own users decide. */
function needsWhole(input: Node, known: Standings, user: Node, byRows: boolean): boolean {
  return spreads(input, known) && !(isView(user) ? keepsRows(user) : byRows);
}

/** Computed by tiles, and so wide, or seen in what is so wide, that a tile's layout is not that of the whole. */
function spreads(node: Node, known: Standings): boolean {
  const { rows, pass } = known.get(node)!;
  if (rows === undefined || pass === undefined) return false;
  return sizeOf(node.shape) > rows || (isView(node) && spreads(node.inputs[0]!, known));
}

function isAtRest(node: Node): boolean {
  return isView(node) || node.op === 'constant' || node.op === 'input';
}

class Copies {
  private readonly turned = new Map<Node, Node>();
  private readonly made = new Map<string, Map<Node, Node>>([
    ['f64', new Map()],
    ['f32', new Map()],
  ]);

  of(node: Node, type: ElementType): Node {
    const copies = this.made.get(type)!;
    const copy: Node = copies.get(node) ?? {
      op: 'copy',
      inputs: [node],
      shape: node.shape,
      attributes: { type, whole: 1 },
    };
    copies.set(node, copy);
    return copy;
  }

  /** A product of rows whose weights lie as its kernel reads them. */
  weights(product: Node, precision: ElementType): Node {
    const [rows, weights] = product.inputs as [Node, Node];
    const { op, attributes } = product;
    const turns = op === 'matmul' && !attributes.transposeB && weights.shape[0]! >= LONG_COLUMN;
    if (!turns && precision === 'f64') return product;
    const copy = this.of(turns ? this.transposed(weights) : weights, precision);
    const turned = turns ? { ...attributes, transposeB: 1 } : attributes;
    return { ...product, inputs: [rows, copy], attributes: turned };
  }

  private transposed(weights: Node): Node {
    const made = this.turned.get(weights) ?? {
      op: 'transpose',
      inputs: [weights],
      shape: [...weights.shape].reverse(),
      attributes: {},
    };
    this.turned.set(weights, made);
    return made;
  }
}
