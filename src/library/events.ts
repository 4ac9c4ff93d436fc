import {
  broadcast,
  concat,
  constant,
  matmul,
  mul,
  reshape,
  sizeOf,
  slice,
  sum,
  type Node,
  type Shape,
} from '../expression/index.js';

/** The axes before those of an event of this rank. */
export function platesOf(shape: Shape, rank: number): Shape {
  return shape.slice(0, shape.length - rank);
}

/** [.., K] -> [P, K]: a row for each vector. */
export function asRows(x: Node): Node {
  const width = x.shape.at(-1)!;
  return reshape(x, [sizeOf(x.shape) / width, width]);
}

/** Each vector of the last axis times one matrix [K, M], [M, K] where it is transposed. */
export function times(x: Node, matrix: Node, transposeB = false): Node {
  const product = matmul(asRows(x), matrix, { transposeB });
  return reshape(product, [...platesOf(x.shape, 1), product.shape[1]!]);
}

/** Vectors [.., K] times a matrix of numbers. */
export function timesConstant(
  x: Node,
  columns: number,
  entry: (row: number, column: number) => number,
): Node {
  return times(x, constantMatrix(x.shape.at(-1)!, columns, entry));
}

export function constantMatrix(
  rows: number,
  columns: number,
  entry: (row: number, column: number) => number,
): Node {
  const values = Float64Array.from({ length: rows * columns }, (_, k) =>
    entry(Math.floor(k / columns), k % columns),
  );
  return constant(values, [rows, columns]);
}

/** One event for every plate. */
export function repeated(event: Node, plates: Shape): Node {
  const axes = event.shape.map((_, axis) => plates.length + axis);
  return broadcast(event, [...plates, ...event.shape], axes);
}

/** What is one for each plate, for every element of the plate's event. */
export function overEvent(x: Node, event: Shape): Node {
  if (x.shape.length === 0) return x;
  return broadcast(
    x,
    [...x.shape, ...event],
    x.shape.map((_, axis) => axis),
  );
}

/** Over the last axes. */
export function sumEvent(x: Node, rank: number): Node {
  return sum(
    x,
    x.shape.map((_, axis) => axis).filter((axis) => axis >= x.shape.length - rank),
  );
}

/** A parameter with `rank` axes of its own, once for every plate. */
export function forPlates(parameter: Node, rank: number, plates: Shape): Node {
  return parameter.shape.length === rank ? repeated(parameter, plates) : parameter;
}

/** A parameter with `own` axes of its own, as far as it varies, for every element of a value with events of a rank. */
export function forElements(parameter: Node, own: number, value: Shape, rank: number): Node {
  if (rank === 0) return parameter;
  const plates = platesOf(value, rank);
  return own > 0
    ? forPlates(parameter, own, plates)
    : overEvent(parameter, value.slice(plates.length));
}

/** A function of what one plate has of some nodes, each with so many axes of its own, for all plates. */
export function eachPlate(
  plates: Shape,
  nodes: readonly (readonly [node: Node, rank: number])[],
  map: (...own: readonly Node[]) => Node,
): Node {
  if (plates.length === 0) return map(...nodes.map(([node]) => node));
  const flat = nodes.map(([node, rank]) => {
    const own = node.shape.slice(node.shape.length - rank);
    return reshape(forPlates(node, rank, plates), [sizeOf(plates), ...own]);
  });
  const results = Array.from({ length: sizeOf(plates) }, (_, plate) => {
    const own = flat.map((node) => reshape(slice(node, 0, plate, plate + 1), node.shape.slice(1)));
    const result = map(...own);
    return reshape(result, [1, ...result.shape]);
  });
  return reshape(concat(results, 0), [...plates, ...results[0]!.shape.slice(1)]);
}

/** A function of matrices, which act on one at a time, of each of those that the last two axes hold. */
export function eachMatrix(x: Node, map: (matrix: Node) => Node): Node {
  return eachPlate(platesOf(x.shape, 2), [[x, 2]], (matrix) => map(matrix!));
}

/** L L' of each matrix L. */
export function crossed(factor: Node): Node {
  return eachMatrix(factor, (l) => matmul(l, l, { transposeB: true }));
}

/** D R D for each matrix R, where D has the vector of scales on its diagonal. */
export function scaledBoth(matrix: Node, scales: Node): Node {
  const plates = platesOf(matrix.shape.length > 2 ? matrix.shape : [...scales.shape, 1], 2);
  const size = matrix.shape.at(-1)!;
  const shape = [...plates, size, size];
  const at = (axis: number) => {
    const axes = scales.shape.map((_, k) =>
      k < scales.shape.length - 1 ? k : plates.length + axis,
    );
    return broadcast(scales, shape, axes);
  };
  const both = mul(at(0), at(1));
  return mul(forPlates(matrix, 2, plates), both);
}

function identityLike(matrices: Node): Node {
  const size = matrices.shape.at(-1)!;
  const identity = constantMatrix(size, size, (i, j) => (i === j ? 1 : 0));
  return repeated(identity, platesOf(matrices.shape, 2));
}

/** Diagonals of matrices, [.., K, K] -> [.., K]. */
export function diagonal(matrices: Node): Node {
  return sumEvent(mul(matrices, identityLike(matrices)), 1);
}

/** The matrix [K, K] with a vector on its diagonal. */
export function withDiagonal(vector: Node): Node {
  const wide = broadcast(vector, [...vector.shape, ...vector.shape], [0]);
  return mul(wide, identityLike(wide));
}
