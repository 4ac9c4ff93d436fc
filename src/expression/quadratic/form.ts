import { algebra } from '../builders.js';
import { isZero } from '../constant.js';
import type { Node, Shape } from '../node.js';
import { primitiveOf } from '../primitives/index.js';
import { Refused } from '../statistics/form.js';
import {
  fill,
  movedDesign,
  sameIndex,
  scaledDesign,
  type Design,
  type LinearOperation,
} from './design.js';

/** free + sum of linear maps of the blocks. */
export interface Affine {
  readonly shape: Shape;
  /** Of the shape or a scalar. */
  readonly free: Node;
  readonly linear: readonly Design[];
}

/** An elementwise product of two affine tensors under a linear map to the form's tensor. */
export interface Product {
  readonly left: Affine;
  readonly right: Affine;
  /** The adjoint of that map: weights of the product's elements from those of the form's. */
  readonly weights: (ofForm: Node) => Node;
}

/** A tensor as a polynomial of the blocks, of degree 2 at most. */
export interface Form extends Affine {
  readonly products: readonly Product[];
}

export function freeForm(node: Node): Form {
  return { shape: node.shape, free: node, linear: [], products: [] };
}

export function isFree({ linear, products }: Form): boolean {
  return linear.length === 0 && products.length === 0;
}

export function sumForms(a: Form, b: Form): Form {
  return {
    shape: a.shape,
    free: algebra.add(a.free, b.free),
    linear: mergedDesigns([...a.linear, ...b.linear]),
    products: [...a.products, ...b.products],
  };
}

/** Designs of one block that read the same elements are one. */
function mergedDesigns(designs: readonly Design[]): Design[] {
  const merged: Design[] = [];
  for (const design of designs) {
    const at = merged.findIndex((other) => readsAlike(other, design));
    const first = merged[at];
    if (first?.kind === 'picked' && design.kind === 'picked') {
      const coefficient = algebra.add(first.coefficient, design.coefficient);
      merged[at] = { ...first, coefficient };
    } else if (first?.kind === 'dense' && design.kind === 'dense') {
      const [one, other] = [first, design].map(({ scale, matrix }) => algebra.mul(scale, matrix));
      merged[at] = { ...first, matrix: algebra.add(one!, other!), scale: algebra.constant(1) };
    } else merged.push(design);
  }
  return merged;
}

/** What reads none of a block: as the first column of an unknown does of its second. */
function isNothing(design: Design): boolean {
  return design.kind === 'picked' && isZero(design.coefficient);
}

function readsAlike(a: Design, b: Design): boolean {
  if (a.block !== b.block || a.kind !== b.kind) return false;
  return a.kind === 'dense' || b.kind === 'dense' || sameIndex(a.index, b.index);
}

/** A form in a tensor's place under an elementwise operation that is linear in it, as in a product. */
export function scaledForm(
  node: Node,
  input: number,
  form: Form,
  by: Node,
  scale: (part: Node, by: Node) => Node,
): Form {
  const wide = widenedForm(form, node.shape);
  return {
    shape: node.shape,
    free: mapped(wide.free, (part) => scale(part, by)),
    linear: wide.linear.map((design) => scaledDesign(design, by, scale)),
    products: pulledBack(form, node, input),
  };
}

/** Under a linear operation of one tensor. */
export function linearForm(
  node: Node,
  input: number,
  form: Form,
  operation: LinearOperation,
  onDesign: (design: Design) => Design,
): Form {
  const free = mapped(form.free, (part) => operation.map(fill(part, form.shape)));
  return {
    shape: operation.shape,
    free,
    linear: mergedDesigns(form.linear.map(onDesign).filter((design) => !isNothing(design))),
    products: pulledBack(form, node, input),
  };
}

/** The product of two affine forms of one shape, or with a scalar. */
export function productForm(node: Node, a: Form, b: Form, name: string): Form {
  if (a.products.length > 0 || b.products.length > 0) {
    throw new Refused(`its degree in ${name} is above 2`);
  }
  const left = widenedForm(a, node.shape);
  const right = a === b ? left : widenedForm(b, node.shape);
  const product: Product = { left, right, weights: (ofForm) => ofForm };
  return { shape: node.shape, free: algebra.constant(0), linear: [], products: [product] };
}

/** A scalar form repeated over a shape. */
export function widenedForm(form: Form, shape: Shape): Form {
  if (form.shape.length > 0 || shape.length === 0) return form;
  const map = (x: Node) => fill(x, shape);
  const mapWide = (x: Node) => algebra.broadcast(x, [...shape, x.shape[0]!], [shape.length]);
  const operation = { shape, map, mapWide };
  return {
    shape,
    free: form.free,
    linear: form.linear.map((design) => movedDesign(design, operation, false)),
    products: form.products.map((product) => ({
      ...product,
      weights: (ofForm) => product.weights(algebra.sum(fill(ofForm, shape))),
    })),
  };
}

function mapped(free: Node, map: (part: Node) => Node): Node {
  return isZero(free) ? algebra.constant(0) : map(free);
}

/** The products of an input's form as products of the node's, through the node's own derivative. */
function pulledBack(form: Form, node: Node, input: number): Product[] {
  return form.products.map((product) => ({
    ...product,
    weights: (ofForm) => {
      const adjoint = fill(ofForm, node.shape);
      const part = primitiveOf(node.op).vjp!(adjoint, node, algebra)[input]!;
      const scalar = form.shape.length === 0 && part.shape.length > 0;
      return product.weights(scalar ? algebra.sum(part) : part);
    },
  }));
}
