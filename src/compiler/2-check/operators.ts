import {
  add,
  div,
  equal,
  lessEqual,
  lessThan,
  mul,
  neg,
  pow,
  sub,
  constant,
  type Node,
} from '../../expression/index.js';
import type { BinaryOperator, UnaryOperator } from '../1-parse/program.js';
import {
  addRanges,
  invertRange,
  multiplyRanges,
  negateRange,
  powerRange,
  type Range,
} from './range.js';

export interface Operator {
  build(left: Node, right: Node): Node;
  range(left: Range, right: Range): Range;
}

const truth: Range = { lower: 0, upper: 1, integer: true };
const not = (x: Node) => equal(x, constant(0));
const comparison = (build: Operator['build']): Operator => ({ build, range: () => truth });
const isTrue = (x: Node) => not(not(x));

/** The elementwise binary operators; `@` is not one. */
export const binaryOperators: Readonly<Record<Exclude<BinaryOperator, '@'>, Operator>> = {
  '+': { build: add, range: addRanges },
  '-': { build: sub, range: (a, b) => addRanges(a, negateRange(b)) },
  '*': { build: mul, range: multiplyRanges },
  '/': { build: div, range: (a, b) => multiplyRanges(a, invertRange(b)) },
  '^': { build: pow, range: powerRange },
  '==': comparison(equal),
  '!=': comparison((a, b) => not(equal(a, b))),
  '<': comparison(lessThan),
  '<=': comparison(lessEqual),
  '>': comparison((a, b) => lessThan(b, a)),
  '>=': comparison((a, b) => lessEqual(b, a)),
  '&&': comparison((a, b) => mul(isTrue(a), isTrue(b))),
  '||': comparison((a, b) => isTrue(add(isTrue(a), isTrue(b)))),
};

export const unaryOperators: Readonly<
  Record<UnaryOperator, { build(x: Node): Node; range(x: Range): Range }>
> = {
  '-': { build: neg, range: negateRange },
  '+': { build: (x) => x, range: (x) => x },
  '!': { build: not, range: () => truth },
};
