import { algebra } from '../builders.js';
import { underScalarBroadcast } from '../constant.js';
import { sizeOf, type Node } from '../node.js';
import {
  fill,
  isIdentity,
  sameIndex,
  widened,
  type Dense,
  type Design,
  type Picked,
} from './design.js';

/** A part of a precision matrix: [rows, columns], or the diagonal of a square one. */
export type MatrixPart =
  | { readonly kind: 'diagonal'; readonly values: Node }
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
  const scaled = fill(algebra.mul(v, design.coefficient), shape);
  if (size === 1) return algebra.reshape(algebra.sum(scaled), [1]);
  return scattered(algebra.reshape(scaled, [rows]), design);
}

/** Rows added up by the elements they belong to. */
function scattered(rows: Node, { index, size, shape }: Picked): Node {
  if (isIdentity(index, size)) return rows;
  return algebra.scatterAdd(rows, algebra.reshape(fill(index, shape), [sizeOf(shape)]), size);
}

/** A' W B for two designs to one tensor and weights W of its shape or a scalar. */
export function gram(a: Design, b: Design, weights: Node): MatrixPart {
  const w = underScalarBroadcast(weights);
  if (a.kind === 'picked' && b.kind === 'picked') return pickedGram(a, b, w);
  if (a.kind === 'picked') return full(crossGram(a, b as Dense, w));
  if (b.kind === 'picked') return full(algebra.transpose(crossGram(b, a, w)));
  return full(denseGram(a, b, w));
}

function full(matrix: Node): MatrixPart {
  return { kind: 'full', matrix };
}

function pickedGram(a: Picked, b: Picked, w: Node): MatrixPart {
  const weights = algebra.mul(w, a.coefficient);
  if (a.block === b.block && (a.size === 1 || sameIndex(a.index, b.index))) {
    return { kind: 'diagonal', values: transposedProduct(b, weights) };
  }
  if (a.size === 1) return full(algebra.reshape(transposedProduct(b, weights), [1, b.size]));
  const toColumns = algebra.mul(w, b.coefficient);
  if (b.size === 1) return full(algebra.reshape(transposedProduct(a, toColumns), [a.size, 1]));
  const rows = sizeOf(a.shape);
  const both = fill(algebra.mul(weights, b.coefficient), a.shape);
  const place = algebra.add(algebra.mul(a.index, algebra.constant(b.size)), b.index);
  const flat = algebra.scatterAdd(
    algebra.reshape(both, [rows]),
    algebra.reshape(fill(place, a.shape), [rows]),
    a.size * b.size,
  );
  return full(algebra.reshape(flat, [a.size, b.size]));
}

function crossGram(a: Picked, b: Dense, w: Node): Node {
  const weights = algebra.mul(w, a.coefficient);
  if (a.size === 1) return algebra.reshape(transposedProduct(b, weights), [1, b.size]);
  const scaled = algebra.mul(b.matrix, widened(algebra.mul(weights, b.scale), b.shape, b.size));
  return scattered(algebra.reshape(scaled, [sizeOf(b.shape), b.size]), a);
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
    return { kind: 'diagonal', values: algebra.add(a.values, b.values) };
  }
  return full(algebra.add(fullMatrix(a), fullMatrix(b)));
}

export function fullMatrix(part: MatrixPart): Node {
  if (part.kind === 'full') return part.matrix;
  const size = part.values.shape[0]!;
  const places = Float64Array.from({ length: size }, (_, i) => i);
  return algebra.scatterPick(part.values, algebra.constant(places), size);
}

export function nodeOf(part: MatrixPart): Node {
  return part.kind === 'full' ? part.matrix : part.values;
}

export function withNode(part: MatrixPart, node: Node): MatrixPart {
  return part.kind === 'full' ? full(node) : { kind: 'diagonal', values: node };
}

export function negatedPart(part: MatrixPart, times: number): MatrixPart {
  return withNode(part, algebra.mul(algebra.constant(-times), nodeOf(part)));
}
