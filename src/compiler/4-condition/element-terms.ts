import {
  add,
  constant,
  constantValues,
  gather,
  inputsOf,
  mul,
  neg,
  sameShape,
  sum,
  topological,
  type Node,
} from '../../expression/index.js';
import { primitiveOf } from '../../expression/primitives/index.js';

/**
 * A log density split over the elements of a block: element i of the result holds the terms that
 * element i of the block enters (terms free of the block are left out). Undefined where some term
 * joins two elements.
 */
export function elementTerms(terms: readonly Node[], block: Node): Node | undefined {
  return termsOf(terms, block, block);
}

/**
 * The same where the elements stand in places of an array of rows, none in the place of another, as missing cells of
 * a field do, and the terms go by rows.
 */
export function rowTerms(term: Node, block: Node): Node | undefined {
  const spreads = topological([term]).filter((node) => isSpread(node, block));
  const [rows, second] = spreads;
  if (rows === undefined || second !== undefined) return undefined;
  const terms = termsOf([term], block, rows);
  return terms && gather(terms, rows.inputs[1]!);
}

function isSpread({ op, inputs }: Node, block: Node): boolean {
  const [values, places] = inputs;
  if (op !== 'scatterAdd' || values !== block || block.shape.length !== 1) return false;
  if (places!.op !== 'constant') return false;
  const all = constantValues(places!);
  return new Set(all).size === all.length;
}

/** Of the block, or of an array that it stands in, by the elements of which the terms are told apart. */
function termsOf(terms: readonly Node[], { attributes }: Node, block: Node): Node | undefined {
  const split = new Split(block, attributes.name as string);
  const parts = terms.map((term) => split.terms(term));
  if (parts.includes(undefined)) return undefined;
  const zero = constant(0, block.shape);
  return (parts as Node[]).reduce(add, zero);
}

class Split {
  private readonly free = new Map<Node, boolean>();
  private readonly aligned = new Map<Node, boolean>();

  constructor(
    private readonly block: Node,
    private readonly name: string,
  ) {}

  /** Of a scalar: a sum of aligned terms is undone, sums and multiples of such are followed. */
  terms(node: Node): Node | undefined {
    const zero = constant(0, this.block.shape);
    if (this.isFree(node)) return zero;
    if (this.isAligned(node)) return this.summedBeyond(node);
    const [a, b] = node.inputs;
    if (node.op === 'sum') return this.isAligned(a!) ? this.summedBeyond(a!) : undefined;
    if (node.op === 'reshape' || node.op === 'broadcast') {
      return a!.shape.length === 0 ? this.terms(a!) : undefined;
    }
    if (node.op === 'neg') return this.map(a!, neg);
    if (node.op === 'add') return this.both(a!, b!, add);
    if (node.op === 'sub') return this.both(a!, b!, (x, y) => add(x, neg(y)));
    if (node.op !== 'mul') return undefined;
    if (this.isFree(a!)) return this.map(b!, (x) => mul(a!, x));
    return this.isFree(b!) ? this.map(a!, (x) => mul(x, b!)) : undefined;
  }

  private map(node: Node, to: (part: Node) => Node): Node | undefined {
    const part = this.terms(node);
    return part && to(part);
  }

  private both(a: Node, b: Node, join: (a: Node, b: Node) => Node): Node | undefined {
    const parts = [this.terms(a), this.terms(b)];
    return parts[0] && parts[1] && join(parts[0], parts[1]);
  }

  private summedBeyond(node: Node): Node {
    const rank = this.block.shape.length;
    const beyond = node.shape.map((_, axis) => axis).filter((axis) => axis >= rank);
    return beyond.length > 0 ? sum(node, beyond) : node;
  }

  private isFree(node: Node): boolean {
    const known = this.free.get(node) ?? !inputsOf(node).has(this.name);
    this.free.set(node, known);
    return known;
  }

  private isAligned(node: Node): boolean {
    const known = this.aligned.get(node) ?? this.findAligned(node);
    this.aligned.set(node, known);
    return known;
  }

  /** Whether the leading axes are the block's and slice i of the node reads element i alone. */
  private findAligned(node: Node): boolean {
    const { shape } = this.block;
    if (node === this.block) return true;
    if (!sameShape(node.shape.slice(0, shape.length), shape)) return false;
    const enters = node.inputs.filter((input) => !this.isFree(input));
    if (enters.length === 0 || !enters.every((input) => this.isAligned(input))) return false;
    return primitiveOf(node.op).kind === 'elementwise' || this.keepsLeadingAxes(node);
  }

  private keepsLeadingAxes(node: Node): boolean {
    const rank = this.block.shape.length;
    const [x, index] = node.inputs;
    switch (node.op) {
      case 'gather':
        return this.isFree(x!) && !this.isFree(index!);
      case 'matmul':
        return rank === 1 && this.isFree(index!) && !node.attributes.transposeA;
      case 'reshape':
        return true;
      case 'concat':
        return (node.attributes.axis as number) >= rank;
      case 'pick':
      case 'logSumExp':
        return x!.shape.length > rank;
      case 'maxReduce':
      case 'sum':
        return (node.attributes.axes as readonly number[]).every((axis) => axis >= rank);
      case 'broadcast': {
        const axes = node.attributes.axes as readonly number[];
        return this.block.shape.every((_, axis) => axes[axis] === axis);
      }
      default:
        return false;
    }
  }
}
