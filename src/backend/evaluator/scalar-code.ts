import { primitiveOf } from '../../expression/primitives/index.js';

type Snippet = (a: string, b: string, c: string) => string;

/** JavaScript of the primitives that are shorter inline than as a call of their scalar function. */
const SNIPPETS: Readonly<Record<string, Snippet>> = {
  copy: (a) => a,
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  neg: (a) => `-${a}`,
  square: (a) => `${a} * ${a}`,
  sqrt: (a) => `Math.sqrt(${a})`,
  abs: (a) => `Math.abs(${a})`,
  maximum: (a, b) => `Math.max(${a}, ${b})`,
  minimum: (a, b) => `Math.min(${a}, ${b})`,
  lessThan: (a, b) => `${a} < ${b} ? 1 : 0`,
  lessEqual: (a, b) => `${a} <= ${b} ? 1 : 0`,
  equal: (a, b) => `${a} === ${b} ? 1 : 0`,
  select: (a, b, c) => `${a} !== 0 ? ${b} : ${c}`,
  exp: (a) => `Math.exp(${a})`,
  log: (a) => `Math.log(${a})`,
};

type ScalarFunction = (a: number, b: number, c: number) => number;

/** The expression of one instruction; functions it calls are taken into `functions` by name. */
export function scalarCode(
  op: string,
  operands: readonly string[],
  functions: Map<string, ScalarFunction>,
): string {
  const [a = '', b = '', c = ''] = operands;
  const snippet = SNIPPETS[op];
  if (snippet !== undefined) return snippet(a, b, c);
  const primitive = primitiveOf(op);
  if (primitive.kind === 'elementwise') functions.set(op, primitive.scalar);
  return `f_${op}(${operands.join(', ')})`;
}
