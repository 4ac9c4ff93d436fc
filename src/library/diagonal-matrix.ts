import {
  constant,
  constantValues,
  div,
  gather,
  log,
  logDetSpd,
  mul,
  reshape,
  sameShape,
  sum,
  type Node,
} from '../expression/index.js';

/** Log determinant of a matrix, by its diagonal alone where it is written as a diagonal matrix. */
export function logDetOf(matrix: Node): Node {
  return isDiagonal(matrix) ? sum(log(diagonalOf(matrix))) : logDetSpd(matrix);
}

/** Whether all off the diagonal is 0, as the matrix is written. */
function isDiagonal(node: Node): boolean {
  const [a, b] = node.inputs;
  if (node.op === 'mul') return isDiagonal(a!) || isDiagonal(b!);
  if (node.op === 'div') return isDiagonal(a!);
  if (node.op !== 'constant' || node.shape.length !== 2) return false;
  const size = node.shape[1]!;
  return constantValues(node).every((value, i) => i % (size + 1) === 0 || value === 0);
}

/** The diagonal as a vector, read off what the matrix is a product of. */
function diagonalOf(node: Node): Node {
  const [a, b] = node.inputs;
  if (node.shape.length === 0) return node;
  const size = node.shape[0]!;
  if (node.op === 'mul') return mul(diagonalOf(a!), diagonalOf(b!));
  if (node.op === 'div') return div(diagonalOf(a!), diagonalOf(b!));
  // Rows or columns of one vector, as `withDiagonal` writes them.
  if (node.op === 'broadcast' && sameShape(a!.shape, [size])) return a!;
  const places = Float64Array.from({ length: size }, (_, i) => i * (size + 1));
  if (node.op !== 'constant') return gather(reshape(node, [size * size]), constant(places));
  const values = places.map((place) => constantValues(node)[place]!);
  return values.every((value) => value === 1) ? constant(1) : constant(values, [size]);
}
