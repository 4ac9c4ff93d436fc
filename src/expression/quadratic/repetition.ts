import { algebra } from '../builders.js';
import { evaluate } from '../evaluate.js';
import { sizeOf, type Node, type Shape } from '../node.js';
import { stridesOf, walk } from '../strides.js';
import { inputsOf } from '../traverse.js';

/** A tensor as what it repeats: `inner`, the axes of which are `axes` of the tensor, in ascending order. */
interface Repeated {
  readonly inner: Node;
  readonly axes: readonly number[];
}

function repeatedOf(node: Node): Repeated {
  const axes = node.op === 'broadcast' ? (node.attributes.axes as readonly number[]) : [];
  const ascending = axes.every((axis, i) => i === 0 || axes[i - 1]! < axis);
  if (node.op === 'broadcast' && ascending) return { inner: node.inputs[0]!, axes };
  return { inner: node, axes: [...node.shape.keys()] };
}

/** a * b, for what both repeat but once. */
export function repeatedProduct(a: Node, b: Node): Node {
  return elementwise(algebra.mul, a, b);
}

/** a + b likewise. */
export function repeatedAddition(a: Node, b: Node): Node {
  return elementwise(algebra.add, a, b);
}

function elementwise(operation: (a: Node, b: Node) => Node, a: Node, b: Node): Node {
  const shape = a.shape.length > 0 ? a.shape : b.shape;
  const [one, other] = [repeatedOf(a), repeatedOf(b)];
  const axes = [...shape.keys()].filter((axis) => [...one.axes, ...other.axes].includes(axis));
  const inner = axes.map((axis) => shape[axis]!);
  const [left, right] = [one, other].map((from) => {
    if (from.axes.length === 0) return from.inner;
    return algebra.broadcast(
      from.inner,
      inner,
      from.axes.map((axis) => axes.indexOf(axis)),
    );
  });
  return algebra.broadcast(operation(left!, right!), shape, axes);
}

/** Of a matrix. */
export function repeatedTranspose(matrix: Node): Node {
  const { inner, axes } = repeatedOf(matrix);
  if (axes.length === 2) return algebra.transpose(matrix);
  return algebra.broadcast(
    inner,
    [...matrix.shape].reverse(),
    axes.map((axis) => 1 - axis),
  );
}

/** Sums along axes, for what is repeated along others but once. */
export function repeatedSum(node: Node, axes: readonly number[]): Node {
  const { inner, axes: own } = repeatedOf(node);
  const kept = [...node.shape.keys()].filter((axis) => !axes.includes(axis));
  const times = axes
    .filter((axis) => !own.includes(axis))
    .reduce((product, axis) => product * node.shape[axis]!, 1);
  const sum = algebra.sum(
    inner,
    own.flatMap((axis, i) => (axes.includes(axis) ? [i] : [])),
  );
  return algebra.broadcast(
    algebra.mul(algebra.constant(times), sum),
    kept.map((axis) => node.shape[axis]!),
    own.filter((axis) => !axes.includes(axis)).map((axis) => kept.indexOf(axis)),
  );
}

/** A linear map of each column, taken once where all columns are the same. */
export function ofColumns(columns: Node, map: (columns: Node) => Node): Node {
  const first = firstColumn(columns);
  if (first === undefined) return map(columns);
  const one = map(first);
  const [rows] = one.shape as [number, number];
  return algebra.broadcast(algebra.reshape(one, [rows]), [rows, columns.shape[1]!], [0]);
}

/** The same of rows. */
export function ofRows(rows: Node, map: (rows: Node) => Node): Node {
  const { inner, axes } = repeatedOf(rows);
  const [count, width] = rows.shape as [number, number];
  if (axes.includes(0) || count === 1) return map(rows);
  const one = map(algebra.broadcast(inner, [1, width], axes));
  return algebra.broadcast(algebra.reshape(one, [one.shape[1]!]), [count, one.shape[1]!], [1]);
}

/** The first of several columns [rows, columns], where they are known to be all the same. */
export function firstColumn(columns: Node): Node | undefined {
  const { inner, axes } = repeatedOf(columns);
  const [rows, count] = columns.shape as [number, number];
  return axes.includes(1) || count === 1 ? undefined : algebra.broadcast(inner, [rows, 1], axes);
}

const MOVES = new Set(['broadcast', 'gather', 'pad', 'pick', 'reshape', 'slice', 'transpose']);

/** Numbers that were moved about, as what they repeat: those that tell columns of an unknown apart often become one. */
export function compact(node: Node): Node {
  let source = node;
  while (MOVES.has(source.op)) source = source.inputs[0]!;
  const isKnown = source.op === 'constant' && source.attributes.name === undefined;
  if (!isKnown || node.shape.length === 0 || inputsOf(node).size > 0) return node;
  const values = evaluate([node])[0]!;
  const all = [...node.shape.keys()];
  const alike = all.filter((axis) => alikeAlong(values, node.shape, [axis]) !== undefined);
  const varied = all.filter((axis) => !alike.includes(axis));
  const inner = algebra.constant(
    alikeAlong(values, node.shape, alike)!,
    varied.map((axis) => node.shape[axis]!),
  );
  return algebra.broadcast(inner, node.shape, varied);
}

/** Values without the axes along which they are all the same; undefined where they are not. */
export function alikeAlong(
  values: Float64Array,
  shape: Shape,
  axes: readonly number[],
): Float64Array | undefined {
  const kept = stridesOf(shape.filter((_, axis) => !axes.includes(axis)));
  let next = 0;
  const strides = shape.map((_, axis) => (axes.includes(axis) ? 0 : kept[next++]!));
  const first = new Float64Array(sizeOf(shape.filter((_, axis) => !axes.includes(axis))));
  const known = new Uint8Array(first.length);
  let alike = true;
  walk(shape, strides, (from, to) => {
    alike &&= known[to] === 0 || first[to] === values[from];
    first[to] = values[from]!;
    known[to] = 1;
  });
  return alike ? first : undefined;
}
