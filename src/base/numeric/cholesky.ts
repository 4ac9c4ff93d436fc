/*
 * Symmetric positive definite matrices by their lower Cholesky factor L, A = L L' (Golub and Van Loan
 * 2013, section 4.2). Matrices are dense and row-major, [n, n]; nothing is allocated.
 */

/** Rows and columns of the tiles whose scalar products are taken in one pass. */
const TILE = 2;

/**
 * The factor of the symmetric part of `a`, zero above the diagonal. Where `a` is not positive
 * definite some of it is NaN, and the answer is false: nothing is added to the diagonal.
 * Errors as Higham (2002), theorem 10.3: |A - L L'| <= (n + 1) u |L| |L'|.
 */
export function cholesky(a: Float64Array, n: number, out: Float64Array): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) out[i * n + j] = 0.5 * (a[i * n + j]! + a[j * n + i]!);
    out.fill(0, i * n + i + 1, (i + 1) * n);
  }
  let positive = true;
  for (let row = 0; row < n; row += TILE) {
    const rows = Math.min(TILE, n - row);
    for (let column = 0; column < row; column += TILE) {
      if (rows === TILE) reduceTile(out, n, row, column);
      else reduceRow(out, n, row, column, column + TILE);
    }
    for (let i = row; i < row + rows; i++) {
      reduceRow(out, n, i, row, i);
      positive = takeRoot(out, n, i) && positive;
    }
  }
  return positive;
}

/** The pivot of a row whose other entries are done; NaN, which spreads, where it is not positive. */
function takeRoot(l: Float64Array, n: number, row: number): boolean {
  const start = row * n;
  let pivot = l[start + row]!;
  for (let k = start; k < start + row; k++) pivot -= l[k]! * l[k]!;
  const positive = pivot > 0 && pivot < Infinity;
  l[start + row] = positive ? Math.sqrt(pivot) : NaN;
  return positive;
}

/** Entries `from` to `to` - 1 of one row of the factor. */
function reduceRow(l: Float64Array, n: number, row: number, from: number, to: number): void {
  for (let j = from; j < to; j++) {
    let rest = l[row * n + j]!;
    for (let k = 0; k < j; k++) rest -= l[row * n + k]! * l[j * n + k]!;
    l[row * n + j] = rest / l[j * n + j]!;
  }
}

/** The 2 x 2 entries of the factor from (row, column) on: each value read serves two products. */
function reduceTile(l: Float64Array, n: number, row: number, column: number): void {
  const upper = row * n;
  const lower = upper + n;
  const left = column * n;
  const right = left + n;
  let upperLeft = l[upper + column]!;
  let upperRight = l[upper + column + 1]!;
  let lowerLeft = l[lower + column]!;
  let lowerRight = l[lower + column + 1]!;
  for (let k = 0; k < column; k++) {
    const u = l[upper + k]!;
    const v = l[lower + k]!;
    const x = l[left + k]!;
    const y = l[right + k]!;
    upperLeft -= u * x;
    upperRight -= u * y;
    lowerLeft -= v * x;
    lowerRight -= v * y;
  }
  upperLeft /= l[left + column]!;
  lowerLeft /= l[left + column]!;
  const corner = l[right + column]!;
  l[upper + column] = upperLeft;
  l[lower + column] = lowerLeft;
  l[upper + column + 1] = (upperRight - upperLeft * corner) / l[right + column + 1]!;
  l[lower + column + 1] = (lowerRight - lowerLeft * corner) / l[right + column + 1]!;
}

/** log det A from its factor. */
export function logDeterminant(factor: Float64Array, n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += Math.log(factor[i * n + i]!);
  return 2 * total;
}

/** X with L X = B, in place of B, which is [n, columns]. */
export function solveLower(factor: Float64Array, n: number, x: Float64Array, columns = 1): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, i, k, factor[i * n + k]!, columns);
    divideRow(x, i, factor[i * n + i]!, columns);
  }
}

/** X with L' X = B, in place of B, which is [n, columns]. */
export function solveUpper(factor: Float64Array, n: number, x: Float64Array, columns = 1): void {
  for (let i = n - 1; i >= 0; i--) {
    divideRow(x, i, factor[i * n + i]!, columns);
    for (let k = 0; k < i; k++) subtractRow(x, k, i, factor[i * n + k]!, columns);
  }
}

function subtractRow(x: Float64Array, to: number, from: number, times: number, columns: number) {
  for (let c = 0; c < columns; c++) x[to * columns + c]! -= times * x[from * columns + c]!;
}

function divideRow(x: Float64Array, row: number, by: number, columns: number) {
  for (let c = 0; c < columns; c++) x[row * columns + c]! /= by;
}

/** The inverse of A from its factor. */
export function inverse(factor: Float64Array, n: number, out: Float64Array): void {
  invertLower(factor, n, out);
  // M'M for M = L^-1, in place: row i of the result needs rows i and below of M alone.
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const diagonal = out[row + i]!;
    for (let j = 0; j <= i; j++) out[row + j]! *= diagonal;
    for (let k = i + 1; k < n; k++) {
      const times = out[k * n + i]!;
      for (let j = 0; j <= i; j++) out[row + j]! += times * out[k * n + j]!;
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
}

/** The lower triangle of `out` becomes L^-1. */
function invertLower(factor: Float64Array, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    out.fill(0, row, row + i);
    for (let k = 0; k < i; k++) {
      const times = factor[row + k]!;
      for (let j = 0; j <= k; j++) out[row + j]! += times * out[k * n + j]!;
    }
    const scale = 1 / factor[row + i]!;
    for (let j = 0; j < i; j++) out[row + j]! *= -scale;
    out[row + i] = scale;
  }
}

/** L x into `out`, another array than x. */
export function multiplyLower(
  factor: Float64Array,
  n: number,
  x: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += factor[i * n + k]! * x[k]!;
    out[i] = sum;
  }
}

/** L' x into `out`, another array than x. */
export function multiplyUpper(
  factor: Float64Array,
  n: number,
  x: Float64Array,
  out: Float64Array,
): void {
  out.fill(0, 0, n);
  for (let i = 0; i < n; i++) {
    const value = x[i]!;
    for (let k = 0; k <= i; k++) out[k] = out[k]! + factor[i * n + k]! * value;
  }
}

/** L L' into `out`, another array than the lower triangular L. */
export function multiplyByTranspose(factor: Float64Array, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += factor[i * n + k]! * factor[j * n + k]!;
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  }
}
