import { algebra } from './builders.js';
import { construct } from './construct.js';
import { evaluateNode } from './evaluate.js';
import { sizeOf, type Attribute, type ElementwiseStep, type Node } from './node.js';
import { primitiveOf } from './primitives/index.js';
import { topological } from './traverse.js';

/** Constant results up to this many elements, or up to the size of their operands, are computed. */
const FOLDED_SIZE = 1 << 16;

/**
 * Equal expressions in which equal subexpressions are one node and what depends on no input is a
 * constant. Constants lose their names, so this is for evaluation and not for printing.
 */
export function simplify(outputs: readonly Node[]): Node[] {
  return canonical(outputs, true);
}

/** Only the sharing: constants keep their names and are not computed. */
export function share(outputs: readonly Node[]): Node[] {
  return canonical(outputs, false);
}

function canonical(outputs: readonly Node[], fold: boolean): Node[] {
  const table = new ExpressionTable(fold);
  for (const node of topological(outputs)) table.canonical(node);
  return outputs.map((node) => table.canonical(node));
}

class ExpressionTable {
  private readonly seen = new Map<Node, Node>();
  private readonly byKey = new Map<string, Node>();
  private readonly numbers = new Map<object, number>();

  constructor(private readonly fold: boolean) {}

  canonical(node: Node): Node {
    const found = this.seen.get(node);
    if (found !== undefined) return found;
    const made = this.unique(this.rebuilt(node));
    this.seen.set(node, made);
    return made;
  }

  private rebuilt(node: Node): Node {
    if (node.op === 'constant') return this.fold ? unnamed(node) : node;
    const inputs = node.inputs.map((input) => this.canonical(input));
    const foldable = this.fold && inputs.length > 0 && node.op !== 'broadcast';
    const known = foldable && inputs.every(isKnown);
    if (known && sizeOf(node.shape) <= Math.max(FOLDED_SIZE, ...inputs.map(storedSize))) {
      return algebra.constant(evaluateNode(node, inputs.map(knownValues)), node.shape);
    }
    const changed = inputs.some((input, i) => input !== node.inputs[i]);
    return changed ? construct(node.op, inputs, node.attributes, algebra) : node;
  }

  /** The first node of this structure; a simplified node may have inputs not seen before. */
  private unique(node: Node): Node {
    if (node.inputs.some((input) => this.seen.get(input) !== input)) return this.canonical(node);
    const key = this.key(node);
    const first = this.byKey.get(key);
    if (first !== undefined) return first;
    this.byKey.set(key, node);
    this.seen.set(node, node);
    return node;
  }

  private key(node: Node): string {
    const primitive = primitiveOf(node.op);
    const inputs = node.inputs.map((input) => this.number(input));
    const commutes = primitive.kind === 'elementwise' && primitive.commutative;
    if (commutes) inputs.sort((a, b) => a - b);
    const attributes = Object.entries(node.attributes).map(
      ([name, value]) => `${name}=${this.attributeKey(value)}`,
    );
    return `${node.op}(${inputs.join()})${attributes.join(';')}`;
  }

  private attributeKey(value: Attribute): string {
    if (value instanceof Float64Array || isFunction(value)) return `#${String(this.number(value))}`;
    return Object.is(value, -0) ? '-0' : String(value);
  }

  private number(object: object): number {
    const found = this.numbers.get(object) ?? this.numbers.size;
    this.numbers.set(object, found);
    return found;
  }
}

function unnamed(node: Node): Node {
  const { name, value } = node.attributes;
  if (name === undefined) return node;
  return algebra.constant(value as number | Float64Array, node.shape);
}

/** A constant, or one repeated: such a repetition is never stored. */
function isKnown(node: Node): boolean {
  return node.op === 'constant' || (node.op === 'broadcast' && node.inputs[0]!.op === 'constant');
}

function knownValues(node: Node): Float64Array {
  return evaluateNode(node, node.inputs.map(knownValues));
}

function storedSize(node: Node): number {
  return sizeOf(node.op === 'broadcast' ? node.inputs[0]!.shape : node.shape);
}

function isFunction(value: Attribute): value is ElementwiseStep {
  return typeof value === 'object' && 'partials' in value;
}
