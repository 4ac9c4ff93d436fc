import { reshape, type Node, type Shape } from '../../expression/index.js';
import { platesOf, timesConstant } from '../events.js';

type Place = readonly [row: number, column: number];

/** Places on and below the diagonal, or below it alone, row by row. */
function placesOf(size: number, withDiagonal: boolean): Place[] {
  const rows = Array.from({ length: size }, (_, i) => i);
  return rows.flatMap((i) => rows.slice(0, withDiagonal ? i + 1 : i).map((j): Place => [i, j]));
}

function offset(withDiagonal: boolean): number {
  return withDiagonal ? 1 : -1;
}

/** [.., m] into the lower triangles of matrices [.., K, K]; zeros elsewhere. */
export function intoTriangle(u: Node, withDiagonal: boolean): Node {
  const count = u.shape.at(-1)!;
  const size = Math.round((Math.sqrt(1 + 8 * count) - offset(withDiagonal)) / 2);
  const at = placesOf(size, withDiagonal).map(([i, j]) => i * size + j);
  const flat = timesConstant(u, size * size, (k, place) => (at[k] === place ? 1 : 0));
  return reshape(flat, [...platesOf(u.shape, 1), size, size]);
}

/** The lower triangles of matrices, row by row. */
export function fromTriangle(x: Node, withDiagonal: boolean): Node {
  const size = x.shape.at(-1)!;
  const at = placesOf(size, withDiagonal).map(([i, j]) => i * size + j);
  const flat = reshape(x, [...platesOf(x.shape, 2), size * size]);
  return timesConstant(flat, at.length, (place, k) => (at[k] === place ? 1 : 0));
}

/** The shape of what the triangle of matrices of this shape holds. */
export function triangleShape(shape: Shape, withDiagonal: boolean): Shape {
  const size = shape.at(-1)!;
  return [...platesOf(shape, 2), (size * (size + offset(withDiagonal))) / 2];
}
