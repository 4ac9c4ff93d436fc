import type { Node } from '../expression/index.js';
import type { Dimension } from './dimension.js';
import type { SupportKind } from './support.js';

/** A function of the language, as data. */
export interface LanguageFunction {
  readonly name: string;
  readonly doc: string;
  /** How many arguments it takes. */
  readonly arity: number;
  /** What a reference calls them, where one letter each says too little. */
  readonly argumentNames?: readonly string[];
  /**
   * Elementwise: arguments of one shape, or scalars, give that shape. Reduction: all elements give a
   * scalar. Structural: the shape is its own affair, as the doc says.
   */
  readonly kind: 'elementwise' | 'reduction' | 'structural';
  /** Of a structural one: the shape of the result, or what is wrong with the arguments. */
  dimensions?(shapes: readonly (readonly Dimension[])[]): readonly Dimension[] | string;
  build(args: readonly Node[]): Node;
  /** Where the values lie, by kind alone. */
  support(args: readonly SupportKind[]): SupportKind;
}

export function elementwise(
  name: string,
  build: (x: Node) => Node,
  doc: string,
  support: SupportKind | ((x: SupportKind) => SupportKind) = 'real',
): LanguageFunction {
  return {
    name,
    doc,
    arity: 1,
    kind: 'elementwise',
    build: ([x]) => build(x!),
    support: ([x]) => (typeof support === 'string' ? support : support(x!)),
  };
}

export function reduction(
  name: string,
  build: (x: Node) => Node,
  doc: string,
  support: SupportKind | ((x: SupportKind) => SupportKind) = 'real',
): LanguageFunction {
  return { ...elementwise(name, build, doc, support), kind: 'reduction' };
}

export function ofTwo(
  name: string,
  build: (a: Node, b: Node) => Node,
  doc: string,
  support: (a: SupportKind, b: SupportKind) => SupportKind,
): LanguageFunction {
  return {
    name,
    doc,
    arity: 2,
    kind: 'elementwise',
    build: ([a, b]) => build(a!, b!),
    support: ([a, b]) => support(a!, b!),
  };
}
