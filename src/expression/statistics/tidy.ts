import { algebra } from '../builders.js';
import { literalValue, underScalarBroadcast } from '../constant.js';
import { construct } from '../construct.js';
import { sameShape, type Node, type Shape } from '../node.js';
import { topological } from '../traverse.js';
import {
  buildProduct,
  multiplied,
  productOf,
  raised,
  sameFactors,
  type Product,
} from './product.js';

/** Linear in their first input, so that scalar factors may stand before them. */
const LINEAR = new Set([
  'broadcast',
  'gather',
  'matmul',
  'pad',
  'pick',
  'reshape',
  'scatterAdd',
  'scatterPick',
  'slice',
  'sum',
  'transpose',
]);

/**
 * Equal expressions, rounding aside, as a person would write them: powers collected, numbers
 * multiplied out, and scalar factors in front of sums, where they also cost less.
 */
export function tidy(outputs: readonly Node[]): Node[] {
  const products = new Map<Node, Product>();
  const built = new Map<Node, Node>();
  const nodeOf = (node: Node): Node => {
    const found = built.get(node) ?? filled(buildProduct(products.get(node)!), node.shape);
    built.set(node, found);
    return found;
  };
  for (const node of topological(outputs)) {
    const of = (i: number) => products.get(node.inputs[i]!)!;
    products.set(node, tidied(node, of, nodeOf));
  }
  return outputs.map(nodeOf);
}

function tidied(node: Node, of: (input: number) => Product, nodeOf: (node: Node) => Node): Product {
  const number = literalValue(node);
  if (number !== undefined) return { number, factors: new Map() };
  const exponent = node.op === 'pow' ? literalValue(node.inputs[1]!) : undefined;
  switch (node.op) {
    case 'neg':
      return { ...of(0), number: -of(0).number };
    case 'mul':
      return multiplied(of(0), of(1));
    case 'div':
      return multiplied(of(0), raised(of(1), -1));
    case 'square':
      return raised(of(0), 2);
    case 'sqrt':
      if (isBareFactor(of(0))) return raised(of(0), 0.5);
      break;
    case 'pow':
      if (exponent !== undefined && isBareFactor(of(0))) return raised(of(0), exponent);
      break;
    case 'add':
      return added(node, of(0), of(1));
    case 'sub':
      return added(node, of(0), { ...of(1), number: -of(1).number });
  }
  if (underScalarBroadcast(node) !== node) return of(0);
  if (LINEAR.has(node.op)) return throughLinear(node, of(0), nodeOf);
  return productOf(rebuilt(node, node.inputs.map(nodeOf)));
}

/** A single factor to the first power, which a fractional power may be put on. */
function isBareFactor({ number, factors }: Product): boolean {
  return number === 1 && factors.size === 1 && factors.values().next().value === 1;
}

function added(node: Node, a: Product, b: Product): Product {
  if (sameFactors(a, b)) return { number: a.number + b.number, factors: a.factors };
  if (a.number === 0) return b;
  if (b.number === 0) return a;
  const subtract = b.number < 0;
  const [left, right] = [a, subtract ? { ...b, number: -b.number } : b].map(buildProduct);
  const sum = subtract ? algebra.sub(left!, right!) : algebra.add(left!, right!);
  return productOf(filled(sum, node.shape));
}

function throughLinear(node: Node, inner: Product, nodeOf: (node: Node) => Node): Product {
  const outside = new Map<Node, number>();
  const inside = new Map<Node, number>();
  for (const [factor, exponent] of inner.factors) {
    (factor.shape.length === 0 ? outside : inside).set(factor, exponent);
  }
  const [input, ...others] = node.inputs;
  const rest = filled(buildProduct({ number: 1, factors: inside }), input!.shape);
  const mapped = rebuilt(node, [rest, ...others.map(nodeOf)]);
  const number = literalValue(underScalarBroadcast(mapped));
  const linear = number === undefined ? productOf(mapped) : { number, factors: new Map() };
  return multiplied({ number: inner.number, factors: outside }, linear);
}

function rebuilt(node: Node, inputs: readonly Node[]): Node {
  if (inputs.every((input, i) => input === node.inputs[i])) return node;
  return construct(node.op, inputs, node.attributes, algebra);
}

function filled(node: Node, shape: Shape): Node {
  return sameShape(node.shape, shape) ? node : algebra.broadcast(node, shape, []);
}
