import { algebra } from '../builders.js';
import { isZero } from '../constant.js';
import { mismatch } from '../mismatch.js';
import { sizeOf, type Node } from '../node.js';
import { share } from '../simplify.js';
import { Refused } from '../statistics/form.js';
import { tidy } from '../statistics/tidy.js';
import { dependents, topological } from '../traverse.js';
import { identityDesign, Unwieldy } from './design.js';
import { freeForm, sumForms, type Affine, type Form, type Product } from './form.js';
import {
  gram,
  negatedPart,
  nodeOf,
  sumOfParts,
  transposedProduct,
  withNode,
  type MatrixPart,
} from './gram.js';
import { quadraticRule } from './rules.js';

/**
 * A scalar that is, in the blocks x together, const + h' x - x' P x / 2. All nodes are free of the
 * blocks.
 */
export interface QuadraticForm {
  /** h, flattened, one node of [size] a block. */
  readonly linear: readonly Node[];
  /** P by pairs of blocks, i <= j; undefined where two blocks do not meet. */
  readonly precision: readonly (readonly (MatrixPart | undefined)[])[];
}

export type Quadratic =
  | ({ readonly kind: 'ok' } & QuadraticForm)
  /** `unwieldy`: for its size alone, as far as is known. */
  | { readonly kind: 'refused'; readonly because: string; readonly unwieldy: boolean };

/**
 * Proves that the sum of the scalars is a polynomial of degree 2 at most in the elements of all
 * blocks (inputs) together, from the form of every node; the work grows with the expression, not
 * with its shapes.
 */
export function collectQuadratic(terms: readonly Node[], blocks: readonly Node[]): Quadratic {
  for (const term of terms) {
    if (term.shape.length > 0) throw mismatch('collectQuadratic', [term], 'needs scalar terms');
  }
  try {
    const form = totalForm(terms, blocks);
    return { kind: 'ok', ...tidied(linearPart(form, blocks), precisionOf(form, blocks)) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: 'refused', because: error.message, unwieldy: error instanceof Unwieldy };
  }
}

function totalForm(terms: readonly Node[], blocks: readonly Node[]): Form {
  const shared = share([...terms, ...blocks]);
  const own = shared.slice(terms.length);
  const order = topological(shared);
  const dependent = dependents(order, own);
  const read = readers(order, own);
  const forms = new Map<Node, Form>();
  for (const node of order) {
    if (!dependent.has(node)) forms.set(node, freeForm(node));
    else if (own.includes(node)) {
      const design = identityDesign(own.indexOf(node), node);
      const free = algebra.constant(0);
      forms.set(node, { shape: node.shape, free, linear: [design], products: [] });
    } else {
      const inputs = node.inputs.map((input) => forms.get(input)!);
      forms.set(node, quadraticRule(node, inputs, [...read.get(node)!].join(' with ')));
    }
  }
  const zero = freeForm(algebra.constant(0));
  return shared.slice(0, terms.length).reduce((sum, term) => sumForms(sum, forms.get(term)!), zero);
}

/** Names of the blocks that each node depends on. */
function readers(order: readonly Node[], blocks: readonly Node[]): Map<Node, Set<string>> {
  const read = new Map<Node, Set<string>>();
  for (const node of order) {
    const names = new Set(node.inputs.flatMap((input) => [...read.get(input)!]));
    if (blocks.includes(node)) names.add(String(node.attributes.name));
    read.set(node, names);
  }
  return read;
}

const ONE = algebra.constant(1);

function linearPart(form: Form, blocks: readonly Node[]): Node[] {
  const parts = blocks.map(({ shape }) => algebra.constant(0, [sizeOf(shape)]));
  const give = ({ linear }: Affine, weights: Node) => {
    if (isZero(weights)) return;
    for (const design of linear) {
      const part = transposedProduct(design, weights);
      parts[design.block] = algebra.add(parts[design.block]!, part);
    }
  };
  give(form, ONE);
  for (const { left, right, weights } of form.products) {
    const w = weights(ONE);
    if (left === right) give(left, algebra.mul(algebra.constant(2), weighed(w, left.free)));
    else {
      give(left, weighed(w, right.free));
      give(right, weighed(w, left.free));
    }
  }
  return parts;
}

function weighed(weights: Node, free: Node): Node {
  return isZero(free) ? algebra.constant(0) : algebra.mul(weights, free);
}

function precisionOf(form: Form, blocks: readonly Node[]): (MatrixPart | undefined)[][] {
  const parts = blocks.map(() => blocks.map((): MatrixPart | undefined => undefined));
  for (const product of form.products) addProduct(product, parts);
  return parts;
}

/** As a person would write them, with scalars before the products of matrices. */
function tidied(
  linear: readonly Node[],
  precision: readonly (readonly (MatrixPart | undefined)[])[],
): QuadraticForm {
  const nodes = precision.flat().flatMap((part) => (part ? [nodeOf(part)] : []));
  const done = tidy([...linear, ...nodes]);
  let next = linear.length;
  const renewed = (part: MatrixPart | undefined) => part && withNode(part, done[next++]!);
  return {
    linear: done.slice(0, linear.length),
    precision: precision.map((row) => row.map(renewed)),
  };
}

/** The part of -(A' W B + B' W A) in every pair of blocks i <= j. */
function addProduct({ left, right, weights }: Product, parts: (MatrixPart | undefined)[][]): void {
  const w = weights(ONE);
  const add = (i: number, j: number, part: MatrixPart) => {
    parts[i]![j] = sumOfParts(parts[i]![j], part);
  };
  for (const a of left.linear) {
    for (const b of right.linear) {
      const [i, j] = [a.block, b.block];
      if (left === right) {
        if (i <= j) add(i, j, negatedPart(gram(a, b, w), 2));
        continue;
      }
      if (i <= j) add(i, j, negatedPart(gram(a, b, w), 1));
      if (j <= i) add(j, i, negatedPart(gram(b, a, w), 1));
    }
  }
}
