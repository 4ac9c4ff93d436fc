import { algebra } from './builders.js';
import { literalValue, underScalarBroadcast } from './constant.js';
import { isOne, latex } from './latex.js';
import type { Node } from './node.js';

interface Term {
  readonly coefficient: number;
  readonly node: Node;
}

/**
 * `scale * node + offset` as LaTeX, with the scale taken into every term and the numbers added up:
 * the natural parameter -0.5 / v times -2 is \frac{1}{v}.
 */
export function latexSum(
  node: Node,
  names: ReadonlyMap<Node, string>,
  scale: number,
  offset = 0,
): string {
  const collector = new TermCollector(names);
  collector.add(node, scale);
  const number = collector.number + offset;
  const terms = collector.terms.map(({ coefficient, node: body }) => ({
    coefficient,
    text: latex(times(Math.abs(coefficient), body), names),
  }));
  if (number !== 0 || terms.length === 0) {
    const text = latex(algebra.constant(Math.abs(number)));
    terms.push({ coefficient: number, text });
  }
  terms.sort((a, b) => Math.sign(b.coefficient) - Math.sign(a.coefficient));
  return terms
    .map(({ coefficient, text }, i) => {
      const sign = coefficient < 0 ? (i === 0 ? '-' : ' - ') : i === 0 ? '' : ' + ';
      return sign + text;
    })
    .join('');
}

class TermCollector {
  number = 0;
  readonly terms: Term[] = [];

  constructor(private readonly names: ReadonlyMap<Node, string>) {}

  add(node: Node, coefficient: number): void {
    const value = literalValue(underScalarBroadcast(node));
    const [a, b] = node.inputs;
    if (this.names.has(node)) this.terms.push({ coefficient, node });
    else if (value !== undefined) this.number += coefficient * value;
    else if (node.op === 'add' || node.op === 'sub') {
      this.add(a!, coefficient);
      this.add(b!, node.op === 'sub' ? -coefficient : coefficient);
    } else if (node.op === 'neg') this.add(a!, -coefficient);
    else if (node.op === 'broadcast' && a!.shape.length === 0) this.add(a!, coefficient);
    else this.terms.push(this.single(node, coefficient));
  }

  /** A product or quotient with its numbers taken out. */
  private single(node: Node, coefficient: number): Term {
    const [a, b] = node.inputs;
    if (this.names.has(node)) return { coefficient, node };
    if (node.op === 'neg') return this.single(a!, -coefficient);
    if (node.op === 'mul') {
      const left = literalValue(underScalarBroadcast(a!));
      if (left !== undefined) return this.single(b!, coefficient * left);
      const right = literalValue(underScalarBroadcast(b!));
      if (right !== undefined) return this.single(a!, coefficient * right);
    }
    if (node.op === 'div') {
      const divisor = literalValue(underScalarBroadcast(b!));
      if (divisor !== undefined) return this.single(a!, coefficient / divisor);
      const value = literalValue(underScalarBroadcast(a!));
      const top =
        value === undefined
          ? this.single(a!, coefficient)
          : { coefficient: coefficient * value, node: algebra.constant(1) };
      return { coefficient: top.coefficient, node: algebra.div(top.node, b!) };
    }
    return { coefficient, node };
  }
}

/** The coefficient of a quotient stands in its numerator. */
function times(coefficient: number, node: Node): Node {
  if (coefficient === 1) return node;
  const factor = algebra.constant(coefficient);
  if (node.op !== 'div') return algebra.mul(factor, node);
  const [top, bottom] = node.inputs;
  return algebra.div(isOne(top!) ? factor : algebra.mul(factor, top!), bottom!);
}
