import type { Algebra } from './algebra.js';
import type { Attribute, Node, Shape } from './node.js';

/** A text and how tightly it binds: a parent puts parentheses around what binds looser. */
export interface Printed {
  readonly text: string;
  readonly binding: number;
}

export type Attributes = Readonly<Record<string, Attribute>>;
/** Adjoints of the inputs, in their order; undefined where the derivative is zero. */
export type Adjoints = readonly (Node | undefined)[];

interface Common {
  readonly name: string;
  /** The derivative can be infinite, and a zero adjoint must not be multiplied by it. */
  readonly singular?: true;
  /** Adjoints of the inputs, given the adjoint of the output. Absent: the derivative is zero. */
  vjp?(adjoint: Node, node: Node, algebra: Algebra): Adjoints;
  /** An equal, simpler node, or undefined. */
  simplify?(inputs: readonly Node[], attributes: Attributes, algebra: Algebra): Node | undefined;
  /** Absent: `name(inputs)`. */
  print?(inputs: readonly Printed[], node: Node): Printed;
}

/** One number out of as many numbers as there are inputs, at every position. */
export interface ElementwisePrimitive extends Common {
  readonly kind: 'elementwise';
  readonly arity: number;
  readonly commutative?: true;
  /** A loop with other ends for every element: JavaScript computes it in every backend, apart from other loops. */
  readonly apart?: true;
  readonly scalar: (a: number, b: number, c: number) => number;
}

export interface TensorPrimitive extends Common {
  readonly kind: 'tensor';
  /** Throws an InvariantError where the inputs do not fit. */
  shape(inputs: readonly Node[], attributes: Attributes): Shape;
  /** Fills `out`, allocating nothing. */
  evaluate(node: Node, inputs: readonly Float64Array[], out: Float64Array): void;
}

export type Primitive = ElementwisePrimitive | TensorPrimitive;

type Notation = Pick<Common, 'print'>;

interface UnaryRule extends Notation {
  readonly name: string;
  readonly singular?: true;
  readonly scalar: (x: number) => number;
  /** Adjoint of x, given that of y = f(x). */
  vjp?(adjoint: Node, x: Node, y: Node, algebra: Algebra): Node;
  simplify?(x: Node, algebra: Algebra): Node | undefined;
}

export function unary(rule: UnaryRule): ElementwisePrimitive {
  const { vjp, simplify, ...rest } = rule;
  return {
    ...rest,
    kind: 'elementwise',
    arity: 1,
    ...(vjp && { vjp: (g, y, k) => [vjp(g, y.inputs[0]!, y, k)] }),
    ...(simplify && { simplify: ([x], _, k) => simplify(x!, k) }),
  };
}

interface BinaryRule extends Notation {
  readonly name: string;
  readonly singular?: true;
  readonly commutative?: true;
  readonly apart?: true;
  readonly scalar: (a: number, b: number) => number;
  /** Adjoints of a and b, given that of y = f(a, b). */
  vjp?(adjoint: Node, a: Node, b: Node, y: Node, algebra: Algebra): Adjoints;
  simplify?(a: Node, b: Node, algebra: Algebra): Node | undefined;
}

export function binary(rule: BinaryRule): ElementwisePrimitive {
  const { vjp, simplify, ...rest } = rule;
  return {
    ...rest,
    kind: 'elementwise',
    arity: 2,
    ...(vjp && { vjp: (g, y, k) => vjp(g, y.inputs[0]!, y.inputs[1]!, y, k) }),
    ...(simplify && { simplify: ([a, b], _, k) => simplify(a!, b!, k) }),
  };
}
