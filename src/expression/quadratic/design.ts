import { algebra } from '../builders.js';
import { constantValues } from '../constant.js';
import { evaluate } from '../evaluate.js';
import { sameShape, sizeOf, type Node, type Shape } from '../node.js';
import { Refused } from '../statistics/form.js';
import { inputsOf } from '../traverse.js';
import { alikeAlong, compact } from './repetition.js';

interface Common {
  /** Position of the block among those analysed together, and its number of elements. */
  readonly block: number;
  readonly size: number;
  /** Of the tensor mapped to. */
  readonly shape: Shape;
}

/** Every element reads one element of the block: coefficient * block[index]. */
export interface Picked extends Common {
  readonly kind: 'picked';
  /** Places in the flattened block, from 0, of the tensor's shape. */
  readonly index: Node;
  /** Of the tensor's shape or a scalar. */
  readonly coefficient: Node;
}

/**
 * Every element reads all of the block, through scale * matrix, [..shape, size]. The scalar is apart
 * so that products of matrices of data alone are computed once.
 */
export interface Dense extends Common {
  readonly kind: 'dense';
  readonly matrix: Node;
  readonly scale: Node;
}

/** A linear map from the elements of a block to a tensor, free of all blocks. */
export type Design = Picked | Dense;

/** A linear operation on tensors, in the two forms that designs need. */
export interface LinearOperation {
  readonly shape: Shape;
  /** On a tensor of the design's shape. */
  readonly map: (x: Node) => Node;
  /** On one with a further last axis of `size`; absent where that has no form. */
  readonly mapWide?: (x: Node, size: number) => Node;
}

/** Quadratic as far as is known, but with no design matrix of a practical form. */
export class Unwieldy extends Refused {}

/** Larger matrices than this (in elements) are not built: such a block has other samplers. */
const LARGEST = 1 << 22;

/** The block itself. */
export function identityDesign(block: number, { shape }: Node): Picked {
  const size = sizeOf(shape);
  const places = Float64Array.from({ length: size }, (_, i) => i);
  const index = algebra.constant(places, shape);
  return { kind: 'picked', block, size, shape, index, coefficient: algebra.constant(1) };
}

export function fill(node: Node, shape: Shape): Node {
  const scalar = node.shape.length === 0 && shape.length > 0;
  return scalar ? algebra.broadcast(node, shape, []) : node;
}

/** A free tensor of the design's shape, repeated along a further last axis. */
export function widened(node: Node, shape: Shape, size: number): Node {
  if (node.shape.length === 0) return node;
  return algebra.broadcast(
    node,
    [...shape, size],
    shape.map((_, axis) => axis),
  );
}

/** Under an elementwise operation that is linear in its first argument, as in multiplication. */
export function scaledDesign(
  design: Design,
  by: Node,
  scale: (part: Node, by: Node) => Node,
): Design {
  const { shape, size } = design;
  if (design.kind === 'picked') {
    return { ...design, coefficient: scale(design.coefficient, by) };
  }
  if (by.shape.length === 0) return { ...design, scale: scale(design.scale, by) };
  return { ...design, matrix: scale(design.matrix, widened(by, shape, size)) };
}

/** Under an operation that moves or repeats elements, or puts zeros elsewhere where it is `sparse`. */
export function movedDesign(design: Design, operation: LinearOperation, sparse: boolean): Design {
  const { shape, map } = operation;
  if (design.kind === 'dense') return wideDesign(design, operation);
  const { coefficient, index } = design;
  const moved =
    coefficient.shape.length > 0 || sparse
      ? compact(map(fill(coefficient, design.shape)))
      : coefficient;
  return { ...design, shape, index: folded(map(index)), coefficient: moved };
}

/**
 * Where all that are added up along `axes` read the same element, their sums read it too: as an effect of a group
 * enters a product with what each row has of its own. `kept` are the axes of the result that the others become.
 */
export function keptDesign(
  design: Design,
  axes: readonly number[],
  { shape, map }: LinearOperation,
  kept: readonly number[],
): Picked | undefined {
  if (design.kind !== 'picked' || design.index.op !== 'constant') return undefined;
  const places = alikeAlong(constantValues(design.index), design.shape, axes);
  if (places === undefined) return undefined;
  const inner = algebra.constant(
    places,
    design.shape.filter((_, axis) => !axes.includes(axis)),
  );
  const index = folded(algebra.broadcast(inner, shape, kept));
  return { ...design, shape, index, coefficient: map(fill(design.coefficient, design.shape)) };
}

/** Under an operation that adds elements up along `axes`. */
export function summedDesign(
  design: Design,
  axes: readonly number[],
  operation: LinearOperation,
): Design {
  const kept = design.size > 1 && keptDesign(design, axes, operation, [...operation.shape.keys()]);
  if (kept) return kept;
  if (design.kind === 'picked' && design.size > 1) {
    const matrix = alongSummed(design, axes);
    if (matrix !== undefined) return dense(design, operation.shape, matrix);
  }
  return mixedDesign(design, operation);
}

/** Under any linear operation. */
export function mixedDesign(design: Design, operation: LinearOperation): Design {
  const { shape, map } = operation;
  if (design.kind === 'picked' && design.size === 1) {
    const coefficient = map(fill(design.coefficient, design.shape));
    return { ...design, shape, index: algebra.constant(0, shape), coefficient };
  }
  return wideDesign(denseDesign(design), operation);
}

function wideDesign(design: Dense, { shape, mapWide }: LinearOperation): Dense {
  if (mapWide === undefined) throw new Unwieldy('its design matrix has no simple form');
  if (sizeOf(shape) * design.size > LARGEST) throw new Unwieldy('its design matrix is too large');
  return { ...design, shape, matrix: mapWide(design.matrix, design.size) };
}

function denseDesign(design: Design): Dense {
  if (design.kind === 'dense') return design;
  const { size, shape, index } = design;
  if (sizeOf(shape) * size > LARGEST) throw new Unwieldy('its design matrix is too large');
  return dense(
    design,
    shape,
    algebra.scatterPick(fill(tensorPart(design), shape), fill(index, shape), size),
  );
}

const ONE = algebra.constant(1);

/** A dense design from the tensor part of a picked one's coefficients, the scalar part apart. */
export function dense({ block, size, coefficient }: Picked, shape: Shape, matrix: Node): Dense {
  const scale = coefficient.shape.length === 0 ? coefficient : ONE;
  return { kind: 'dense', block, size, shape, matrix, scale };
}

function tensorPart({ coefficient }: Picked): Node {
  return coefficient.shape.length === 0 ? ONE : coefficient;
}

/** Where the summed elements are those of the block in order, the coefficients are the matrix. */
function alongSummed(design: Picked, axes: readonly number[]): Node | undefined {
  const { shape, size } = design;
  const summed = axes.map((axis) => shape[axis]!);
  if (sizeOf(summed) !== size) return undefined;
  const places = algebra.constant(
    Float64Array.from({ length: size }, (_, i) => i),
    summed,
  );
  if (!sameIndex(design.index, folded(algebra.broadcast(places, shape, axes)))) return undefined;
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const permuted = algebra.broadcast(
    fill(tensorPart(design), shape),
    order.map((axis) => shape[axis]!),
    shape.map((_, axis) => order.indexOf(axis)),
  );
  return algebra.reshape(permuted, [...kept.map((axis) => shape[axis]!), size]);
}

/** Left factor of a product with the block as a column: its coefficients scale the columns. */
export function asColumn({ size, index, coefficient }: Picked, left: Node): Node | undefined {
  if (!isIdentity(index, size)) return undefined;
  if (coefficient.shape.length === 0) return left;
  return algebra.mul(
    left,
    algebra.broadcast(algebra.reshape(coefficient, [size]), left.shape, [1]),
  );
}

/** Whether the places are all of the block's, in order. */
export function isIdentity(index: Node, size: number): boolean {
  if (index.op !== 'constant' || sizeOf(index.shape) !== size) return false;
  return constantValues(index).every((place, i) => place === i);
}

export function sameIndex(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a.op !== 'constant' || b.op !== 'constant' || !sameShape(a.shape, b.shape)) return false;
  const other = constantValues(b);
  return constantValues(a).every((place, i) => place === other[i]);
}

/** What depends on no input, as a constant. */
function folded(node: Node): Node {
  if (node.op === 'constant' || inputsOf(node).size > 0) return node;
  return algebra.constant(evaluate([node])[0]!, node.shape);
}
