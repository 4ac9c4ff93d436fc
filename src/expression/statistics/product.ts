import { algebra } from '../builders.js';
import type { Node } from '../node.js';

/** number * product of factor^exponent, elementwise; factors have one shape or are scalars. */
export interface Product {
  readonly number: number;
  readonly factors: ReadonlyMap<Node, number>;
}

export function productOf(factor: Node): Product {
  return { number: 1, factors: new Map([[factor, 1]]) };
}

export function multiplied(a: Product, b: Product): Product {
  const factors = new Map(a.factors);
  for (const [factor, exponent] of b.factors) {
    const total = (factors.get(factor) ?? 0) + exponent;
    if (total === 0) factors.delete(factor);
    else factors.set(factor, total);
  }
  return { number: a.number * b.number, factors };
}

export function raised({ number, factors }: Product, exponent: number): Product {
  return {
    number: number ** exponent,
    factors: new Map([...factors].map(([factor, power]) => [factor, power * exponent])),
  };
}

export function sameFactors(a: Product, b: Product): boolean {
  const equal = ([factor, exponent]: [Node, number]) => b.factors.get(factor) === exponent;
  return a.factors.size === b.factors.size && [...a.factors].every(equal);
}

/** `number * above / below` */
export function buildProduct({ number, factors }: Product): Node {
  if (number === 0) return algebra.constant(0);
  const powers = [...factors];
  const above = powers.filter(([, exponent]) => exponent > 0).map(power);
  const below = powers
    .filter(([, exponent]) => exponent < 0)
    .map(([factor, exponent]) => power([factor, -exponent]));
  const negated = number === -1 && above.length > 0;
  const numerator = [...(negated ? [] : [algebra.constant(number)]), ...above].reduce(algebra.mul);
  const quotient = below.length > 0 ? algebra.div(numerator, below.reduce(algebra.mul)) : numerator;
  return negated ? algebra.neg(quotient) : quotient;
}

function power([factor, exponent]: [Node, number]): Node {
  return algebra.pow(factor, algebra.constant(exponent));
}
