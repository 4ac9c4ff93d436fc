import { algebra } from '../builders.js';
import { isZero } from '../constant.js';
import type { Node, Shape } from '../node.js';
import { statisticName, times, type Monomial } from './monomial.js';

/** Thrown inside the analysis only; the message is the reason a user reads. */
export class Refused extends Error {}

/**
 * A map from the block's shape that moves and repeats elements, and so commutes with elementwise
 * functions. Equal keys are equal maps.
 */
export interface Path {
  readonly key: string;
  readonly shape: Shape;
  /** Some elements of the result are zero, whatever the block: only products commute. */
  readonly sparse: boolean;
  apply(block: Node): Node;
}

/** coefficient * path(monomial(block)), elementwise; the path may stay a scalar. */
export interface Term {
  readonly monomial: Monomial;
  readonly path: Path;
  readonly coefficient: Node;
}

/** An expression linear in monomial(block), where elements have been summed or mixed. */
export interface Mixture {
  readonly monomial: Monomial;
  /** From the placeholder that stands for monomial(block). */
  readonly expression: Node;
  /** What mixed the elements, in words. */
  readonly through: string;
}

/** free + sum of terms + sum of mixtures: a node's value as a function of the block. */
export interface Form {
  readonly shape: Shape;
  readonly free: Node;
  readonly terms: readonly Term[];
  readonly mixtures: readonly Mixture[];
}

/** More different terms than any density has; expanding powers must end. */
const MOST_TERMS = 64;

export function formOf(shape: Shape, parts: Partial<Form>): Form {
  return { shape, free: algebra.constant(0), terms: [], mixtures: [], ...parts };
}

export function sumForm(shape: Shape, a: Form, b: Form): Form {
  return {
    shape,
    free: algebra.add(a.free, b.free),
    terms: merged([...a.terms, ...b.terms]),
    mixtures: [...widened(a, shape), ...widened(b, shape)],
  };
}

/** Each part under a linear map that acts alike on all of them; scalars pass where they repeat. */
export function scaledForm(shape: Shape, form: Form, scale: (part: Node) => Node): Form {
  return {
    shape,
    free: mapFree(form, scale),
    terms: form.terms.map((term) => ({ ...term, coefficient: scale(term.coefficient) })),
    mixtures: form.mixtures.map((m) => ({ ...m, expression: scale(m.expression) })),
  };
}

/** The free part under a linear map; nothing is left as nothing, so that it is known to be so. */
export function mapFree({ free }: Form, map: (part: Node) => Node): Node {
  return isZero(free) ? algebra.constant(0) : map(free);
}

/** Terms with one monomial and one path are one term. */
function merged(terms: readonly Term[]): Term[] {
  const byKey = new Map<string, Term>();
  for (const term of terms) {
    const key = `${statisticName(term.monomial)}|${term.path.key}`;
    const first = byKey.get(key);
    const coefficient = first && algebra.add(first.coefficient, term.coefficient);
    byKey.set(key, coefficient ? { ...term, coefficient } : term);
  }
  if (byKey.size > MOST_TERMS) throw new Refused('the density has too many different terms');
  return [...byKey.values()];
}

/** A scalar mixture in a sum with a tensor is repeated over it. */
function widened(form: Form, shape: Shape): Mixture[] {
  return form.mixtures.map((m) => ({ ...m, expression: fill(m.expression, shape) }));
}

export function fill(node: Node, shape: Shape): Node {
  return node.shape.length === 0 ? algebra.broadcast(node, shape, []) : node;
}

/** Product of two forms; `name` is the block's. */
export function productForm(shape: Shape, a: Form, b: Form, name: string): Form {
  if (isFree(a)) return scaledForm(shape, b, (part) => algebra.mul(a.free, part));
  if (isFree(b)) return scaledForm(shape, a, (part) => algebra.mul(part, b.free));
  const mixture = a.mixtures[0] ?? b.mixtures[0];
  if (mixture !== undefined) {
    throw new Refused(`${mixture.through} of elements of ${name} is multiplied by ${name}`);
  }
  const scaled = (terms: readonly Term[], by: Node) =>
    isZero(by)
      ? []
      : terms.map((term) => ({ ...term, coefficient: algebra.mul(term.coefficient, by) }));
  const products = a.terms.flatMap((s) => b.terms.map((t) => productTerm(s, t, name)));
  const parts = products.filter(({ monomial }) => !isOne(monomial));
  const ones = products.filter(({ monomial }) => isOne(monomial));
  return {
    shape,
    free: [
      mapFree(a, (free) => mapFree(b, (other) => algebra.mul(free, other))),
      ...ones.map((t) => t.coefficient),
    ].reduce(algebra.add),
    terms: merged([...scaled(a.terms, b.free), ...scaled(b.terms, a.free), ...parts]),
    mixtures: [],
  };
}

function productTerm(a: Term, b: Term, name: string): Term {
  if (a.path.key !== b.path.key) {
    throw new Refused(`different elements of ${name} are multiplied with each other`);
  }
  const monomial = times(a.monomial, b.monomial);
  if (monomial === undefined) {
    const [first, second] = [a, b].map((term) => inWords(term.monomial, name));
    throw new Refused(`${first!} is multiplied by ${second!}`);
  }
  return { monomial, path: a.path, coefficient: algebra.mul(a.coefficient, b.coefficient) };
}

export function isOne(monomial: Monomial): boolean {
  return monomial.kind === 'power' && monomial.exponent === 0;
}

export function isFree(form: Form): boolean {
  return form.terms.length === 0 && form.mixtures.length === 0;
}

/** The monomial with the block's name for x. */
export function inWords(monomial: Monomial, name: string): string {
  return statisticName(monomial).replace('x', name);
}
