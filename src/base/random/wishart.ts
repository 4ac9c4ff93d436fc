import { cholesky, multiplyByTranspose, solveLower, solveUpper } from '../numeric/cholesky.js';
import type { RandomStream } from './stream.js';

/*
 * Wishart matrices by their triangular factor: Smith and Hocking (1972), Applied Statistics 21. Matrices are
 * [size, size], row by row; those drawn are symmetric to the bit.
 */

/** Into `out`, with nu > size - 1 degrees of freedom, from what else it takes: a matrix or the lower factor of one. */
type MatrixDraw = (
  stream: RandomStream,
  nu: number,
  matrix: Float64Array,
  size: number,
  out: Float64Array,
) => void;

/** The lower factor of a Wishart matrix of nu > size - 1 degrees of freedom and scale 1. */
function standardFactor(stream: RandomStream, nu: number, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) factor[i * size + j] = stream.normal();
    factor[i * size + i] = Math.sqrt(2 * stream.gamma((nu - i) / 2));
  }
  return factor;
}

/** Wishart(nu, scale) */
export const drawWishart: MatrixDraw = (stream, nu, scale, size, out) => {
  const factor = new Float64Array(scale.length);
  cholesky(scale, size, factor);
  const standard = standardFactor(stream, nu, size);
  const product = new Float64Array(scale.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = j; k <= i; k++) sum += factor[i * size + k]! * standard[k * size + j]!;
      product[i * size + j] = sum;
    }
  }
  multiplyByTranspose(product, size, out);
};

/** Wishart(nu, Q^-1), of the lower factor L of Q: M M' for L' M = A, where A A' has scale 1. */
export const drawWishartFromPrecision: MatrixDraw = (stream, nu, factor, size, out) => {
  const m = standardFactor(stream, nu, size);
  solveUpper(factor, size, m, size);
  products(m, size, (row, k) => row * size + k, out);
};

/** The inverse of a draw of Wishart(nu, S^-1), of the lower factor L of S: M' M for A M = L', where A A' has scale 1. */
export const drawInverseWishart: MatrixDraw = (stream, nu, factor, size, out) => {
  const standard = standardFactor(stream, nu, size);
  const m = new Float64Array(factor.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) m[j * size + i] = factor[i * size + j]!;
  }
  solveLower(standard, size, m, size);
  products(m, size, (column, k) => k * size + column, out);
};

/** Scalar products of all pairs of vectors, of which element k of vector i is at `place(i, k)` of m. */
function products(
  m: Float64Array,
  size: number,
  place: (vector: number, k: number) => number,
  out: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += m[place(i, k)]! * m[place(j, k)]!;
      out[i * size + j] = sum;
      out[j * size + i] = sum;
    }
  }
}
