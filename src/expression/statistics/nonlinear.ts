import { algebra } from '../builders.js';
import { isZero, scalarValue, underScalarBroadcast } from '../constant.js';
import { evaluate } from '../evaluate.js';
import { sizeOf, type Node, type Shape } from '../node.js';
import { inputsOf } from '../traverse.js';
import { formOf, inWords, isOne, productForm, Refused, type Form, type Term } from './form.js';
import { absolute, raise } from './monomial.js';

/** What is known of the elements of a block. */
export interface Known {
  /** They are positive. */
  readonly positive?: boolean;
  /** Vectors, of the last axis, have the sum 1. */
  readonly simplex?: boolean;
  /** Matrices, of the last two axes, are symmetric and positive definite. */
  readonly covariance?: boolean;
}

/** What the rules need to know of the block. */
export interface BlockFacts extends Required<Known> {
  readonly name: string;
}

/** The one term that the form is; `what` is done to it. */
export function singleTerm(form: Form, what: string, { name }: BlockFacts): Term {
  const mixture = form.mixtures[0];
  if (mixture !== undefined)
    throw new Refused(`${what} of ${mixture.through} of elements of ${name}`);
  const [term] = form.terms;
  const alone = form.terms.length === 1 && isZero(form.free);
  if (!alone || term === undefined || term.path.sparse) {
    throw new Refused(`${what} of a sum that ${name} is part of`);
  }
  return term;
}

export function powerForm(shape: Shape, form: Form, exponent: number, facts: BlockFacts): Form {
  if (exponent === 0) return formOf(shape, { free: algebra.constant(1) });
  const expandable = Number.isInteger(exponent) && exponent >= 1 && exponent <= 4;
  if (expandable) {
    let product = form;
    for (let i = 1; i < exponent; i++) product = productForm(shape, product, form, facts.name);
    return product;
  }
  const term = singleTerm(form, `the power ${String(exponent)}`, facts);
  const monomial = raise(term.monomial, exponent, facts.positive);
  if (monomial === undefined) {
    const words = inWords(term.monomial, facts.name);
    throw new Refused(`the power ${String(exponent)} of ${words}, which may not be positive`);
  }
  const coefficient = algebra.pow(term.coefficient, algebra.constant(exponent));
  if (isOne(monomial)) return formOf(shape, { free: coefficient });
  return formOf(shape, { terms: [{ ...term, monomial, coefficient }] });
}

export function logForm(shape: Shape, form: Form, facts: BlockFacts): Form {
  const complement = complementTerm(form);
  if (complement !== undefined) return formOf(shape, { terms: [complement] });
  const term = singleTerm(form, 'the logarithm', facts);
  if (term.monomial.kind !== 'power') {
    throw new Refused(`the logarithm of ${inWords(term.monomial, facts.name)}`);
  }
  const coefficient = algebra.constant(term.monomial.exponent);
  return formOf(shape, {
    free: algebra.log(term.coefficient),
    terms: [{ path: term.path, monomial: { kind: 'log' }, coefficient }],
  });
}

/** log(1 - x), where the form is exactly 1 - x. */
function complementTerm(form: Form): Term | undefined {
  const [term, second] = form.terms;
  if (term === undefined || second !== undefined || form.mixtures.length > 0) return undefined;
  const isX = term.monomial.kind === 'power' && term.monomial.exponent === 1 && !term.path.sparse;
  const holds = (node: Node, value: number) => scalarValue(underScalarBroadcast(node)) === value;
  if (!isX || !holds(form.free, 1) || !holds(term.coefficient, -1)) return undefined;
  return { ...term, monomial: { kind: 'log(1-x)' }, coefficient: algebra.constant(1) };
}

export function absForm(shape: Shape, form: Form, facts: BlockFacts): Form {
  const term = singleTerm(form, 'the absolute value', facts);
  const monomial = absolute(term.monomial, facts.positive);
  if (monomial === undefined) {
    throw new Refused(`the absolute value of ${inWords(term.monomial, facts.name)}`);
  }
  return formOf(shape, {
    terms: [{ ...term, monomial, coefficient: algebra.abs(term.coefficient) }],
  });
}

/** 0, where the form is log(x) of whole vectors with sum 1 and nothing else; else undefined. */
export function logSumExpForm(
  shape: Shape,
  form: Form,
  facts: BlockFacts,
  block: Shape,
): Form | undefined {
  const [term, second] = form.terms;
  if (!facts.simplex || term?.monomial.kind !== 'log') return undefined;
  if (second !== undefined || form.mixtures.length > 0 || term.path.sparse) return undefined;
  const isNumber = (node: Node, value: number) => scalarValue(underScalarBroadcast(node)) === value;
  if (!isNumber(term.coefficient, 1) || !isNumber(form.free, 0)) return undefined;
  return readsWholeVectors(term, block) ? formOf(shape, {}) : undefined;
}

/** Whether each vector of the last axis is one of the block's, whatever the order of its elements. */
function readsWholeVectors({ path }: Term, block: Shape): boolean {
  const size = block.at(-1)!;
  const numbers = Float64Array.from({ length: sizeOf(block) }, (_, i) => i);
  const moved = path.apply(algebra.constant(numbers, block));
  if (moved.shape.at(-1) !== size || inputsOf(moved).size > 0) return false;
  const places = evaluate([moved])[0]!;
  for (let start = 0; start < places.length; start += size) {
    const row = [...places.subarray(start, start + size)].sort((a, b) => a - b);
    if (row[0]! % size !== 0 || row.some((place, k) => place !== row[0]! + k)) return false;
  }
  return true;
}
