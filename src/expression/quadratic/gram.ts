import { algebra } from '../builders.js';
import { constantValues, underScalarBroadcast } from '../constant.js';
import { evaluate } from '../evaluate.js';
import { sizeOf, type Node } from '../node.js';
import { inputsOf } from '../traverse.js';
import {
  fill,
  isIdentity,
  sameIndex,
  widened,
  type Dense,
  type Design,
  type Picked,
} from './design.js';
import {
  alikeAlong,
  repeatedAddition,
  repeatedProduct,
  repeatedSum,
  repeatedTranspose,
} from './repetition.js';

/** Of each element of one block the one element of another that it meets, or -1. */
export type Meeting = Int32Array;

/** A part of a precision matrix: [rows, columns], or what of it is not known to be 0. */
export type MatrixPart =
  | { readonly kind: 'diagonal'; readonly values: Node }
  /** Each row meets one of `size` columns, as effects of groups in groups do; `transposed`: each column one row. */
  | {
      readonly kind: 'picked';
      readonly values: Node;
      readonly meeting: Meeting;
      readonly size: number;
      readonly transposed: boolean;
    }
  | { readonly kind: 'full'; readonly matrix: Node };

/** Z' v, [size], for a design Z and v of its shape or a scalar. */
export function transposedProduct(design: Design, v: Node): Node {
  const { size, shape } = design;
  const rows = sizeOf(shape);
  if (design.kind === 'dense') {
    const matrix = algebra.reshape(design.matrix, [rows, size]);
    const product = algebra.matmul(algebra.reshape(fill(v, shape), [rows]), matrix);
    return algebra.mul(design.scale, product);
  }
  const scaled = fill(repeatedProduct(v, design.coefficient), shape);
  if (size === 1) return algebra.reshape(algebra.sum(scaled), [1]);
  return scattered(scaled, design);
}

/** Of the design's shape, which further axes may follow: added up by the elements that its places belong to. */
function scattered(values: Node, design: Picked): Node {
  const { size } = design;
  const { index, summed } = withoutAlike(design);
  const rows = sizeOf(index.shape);
  const sums = repeatedSum(values, summed);
  const flat = algebra.reshape(sums, [rows, ...sums.shape.slice(index.shape.length)]);
  if (isIdentity(index, size)) return flat;
  return algebra.scatterAdd(flat, algebra.reshape(index, [rows]), size);
}

/** The places without the axes along which they are the same. */
function withoutAlike({ index: given, shape }: Picked): { index: Node; summed: readonly number[] } {
  const index = fill(given, shape);
  if (index.op !== 'constant') return { index, summed: [] };
  const values = constantValues(index);
  const isAlike = (axis: number) => alikeAlong(values, shape, [axis]) !== undefined;
  const summed = [...shape.keys()].filter((axis) => shape[axis]! > 1 && isAlike(axis));
  const kept = shape.filter((_, axis) => !summed.includes(axis));
  return { index: algebra.constant(alikeAlong(values, shape, summed)!, kept), summed };
}

/** A' W B for two designs to one tensor and weights W of its shape or a scalar. */
export function gram(a: Design, b: Design, weights: Node): MatrixPart {
  const w = underScalarBroadcast(weights);
  if (a.kind === 'picked' && b.kind === 'picked') return pickedGram(a, b, w);
  if (a.kind === 'picked') return full(crossGram(a, b as Dense, w));
  if (b.kind === 'picked') return full(repeatedTranspose(crossGram(b, a, w)));
  return full(denseGram(a, b, w));
}

function full(matrix: Node): MatrixPart {
  return { kind: 'full', matrix };
}

function pickedGram(a: Picked, b: Picked, w: Node): MatrixPart {
  const weights = repeatedProduct(w, a.coefficient);
  if (a.block === b.block && (a.size === 1 || sameIndex(a.index, b.index))) {
    return { kind: 'diagonal', values: transposedProduct(b, weights) };
  }
  if (a.size === 1) return full(algebra.reshape(transposedProduct(b, weights), [1, b.size]));
  const toColumns = repeatedProduct(w, b.coefficient);
  if (b.size === 1) return full(algebra.reshape(transposedProduct(a, toColumns), [a.size, 1]));
  const rows = sizeOf(a.shape);
  const both = fill(repeatedProduct(weights, b.coefficient), a.shape);
  const nested = nestedGram(a, b, both);
  if (nested !== undefined) return nested;
  const place = algebra.add(algebra.mul(a.index, algebra.constant(b.size)), b.index);
  const cells = algebra.reshape(fill(place, a.shape), [rows]);
  const inOrder = cellsInOrder(both, cells, a.size, b.size);
  if (inOrder !== undefined) return full(inOrder);
  const flat = algebra.scatterAdd(algebra.reshape(both, [rows]), cells, a.size * b.size);
  return full(algebra.reshape(flat, [a.size, b.size]));
}

/** Where every cell of the matrix is met once, in order or as in its transpose. */
function cellsInOrder(both: Node, cells: Node, rows: number, columns: number): Node | undefined {
  if (inputsOf(cells).size > 0 || sizeOf(cells.shape) !== rows * columns) return undefined;
  const [places] = evaluate([cells]) as [Float64Array];
  if (places.every((place, i) => place === i)) return algebra.reshape(both, [rows, columns]);
  const isTurned = places.every(
    (place, i) => place === (i % rows) * columns + Math.floor(i / rows),
  );
  const isMatrix = both.shape.length === 2 && both.shape[0] === columns;
  return isTurned && isMatrix ? repeatedTranspose(both) : undefined;
}

/** Where the elements of one block that meet are known by those of the other. */
function nestedGram(a: Picked, b: Picked, both: Node): MatrixPart | undefined {
  if (a.block === b.block || a.index.op !== 'constant' || b.index.op !== 'constant') {
    return undefined;
  }
  // From the block of more elements, if it can be.
  for (const transposed of a.size < b.size ? [true, false] : [false, true]) {
    const [from, to] = transposed ? [b, a] : [a, b];
    const meeting = meetingOf(from, to);
    if (meeting === undefined) continue;
    return { kind: 'picked', values: scattered(both, from), meeting, size: to.size, transposed };
  }
  return undefined;
}

function meetingOf(from: Picked, to: Picked): Meeting | undefined {
  const [a, b] = [from, to].map(({ index }) => constantValues(index)) as [
    Float64Array,
    Float64Array,
  ];
  const at = (values: Float64Array, i: number) => values[values.length === 1 ? 0 : i]!;
  const meeting = new Int32Array(from.size).fill(-1);
  for (let i = 0; i < sizeOf(from.shape); i++) {
    if (!meet(meeting, at(a, i), at(b, i))) return undefined;
  }
  return meeting;
}

/** Notes that two elements meet; whether the first meets no other. */
export function meet(meeting: Meeting, element: number, other: number): boolean {
  const known = meeting[element]!;
  meeting[element] = other;
  return known === -1 || known === other;
}

/** All that meet by one or by the other; undefined where that is no longer one each. */
export function bothMeetings(a: Meeting, b: Meeting): Meeting | undefined {
  const both = a.slice();
  const fits = b.every((other, element) => other === -1 || meet(both, element, other));
  return fits ? both : undefined;
}

/** As places to gather from; what meets nothing has values of 0 there. */
export function placesOf(meeting: Meeting): Node {
  return algebra.constant(Float64Array.from(meeting, (place) => Math.max(place, 0)));
}

function crossGram(a: Picked, b: Dense, w: Node): Node {
  const weights = repeatedProduct(w, a.coefficient);
  if (a.size === 1) return algebra.reshape(transposedProduct(b, weights), [1, b.size]);
  const wide = widened(repeatedProduct(weights, b.scale), b.shape, b.size);
  return scattered(repeatedProduct(b.matrix, wide), a);
}

function denseGram(a: Dense, b: Dense, w: Node): Node {
  const flat = (matrix: Node, size: number) => algebra.reshape(matrix, [sizeOf(a.shape), size]);
  const left = flat(a.matrix, a.size);
  const right = a.matrix === b.matrix ? left : flat(b.matrix, b.size);
  const scale = algebra.mul(a.scale, b.scale);
  if (w.shape.length === 0) {
    const product = algebra.matmul(left, right, { transposeA: true });
    return algebra.mul(algebra.mul(w, scale), product);
  }
  const weighted = flat(algebra.mul(b.matrix, widened(w, b.shape, b.size)), b.size);
  return algebra.mul(scale, algebra.matmul(left, weighted, { transposeA: true }));
}

export function sumOfParts(a: MatrixPart | undefined, b: MatrixPart): MatrixPart {
  if (a === undefined) return b;
  if (a.kind === 'diagonal' && b.kind === 'diagonal') {
    return { kind: 'diagonal', values: repeatedAddition(a.values, b.values) };
  }
  if (a.kind === 'picked' && b.kind === 'picked' && a.transposed === b.transposed) {
    const meeting = bothMeetings(a.meeting, b.meeting);
    if (meeting) return { ...a, meeting, values: repeatedAddition(a.values, b.values) };
  }
  return full(repeatedAddition(fullMatrix(a), fullMatrix(b)));
}

export function fullMatrix(part: MatrixPart): Node {
  if (part.kind === 'full') return part.matrix;
  if (part.kind === 'picked') {
    const matrix = algebra.scatterPick(part.values, placesOf(part.meeting), part.size);
    return part.transposed ? algebra.transpose(matrix) : matrix;
  }
  const size = part.values.shape[0]!;
  const places = Float64Array.from({ length: size }, (_, i) => i);
  return algebra.scatterPick(part.values, algebra.constant(places), size);
}

export function nodeOf(part: MatrixPart): Node {
  return part.kind === 'full' ? part.matrix : part.values;
}

export function withNode(part: MatrixPart, node: Node): MatrixPart {
  return part.kind === 'full' ? full(node) : { ...part, values: node };
}

export function negatedPart(part: MatrixPart, times: number): MatrixPart {
  return withNode(part, repeatedProduct(algebra.constant(-times), nodeOf(part)));
}
