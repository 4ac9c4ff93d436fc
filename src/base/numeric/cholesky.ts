/*
 * Symmetric positive definite matrices by their lower Cholesky factor L, A = L L' (Golub and Van Loan
 * 2013, section 4.2). Matrices are dense and row-major, [n, n]; nothing is allocated.
 */

/**
 * The factor of the symmetric part of `a`, zero above the diagonal. Where `a` is not positive
 * definite some of it is NaN, and the answer is false.
 */
export function cholesky(a: Float64Array, n: number, out: Float64Array): boolean {
  let positive = true;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let rest = 0.5 * (a[row + j]! + a[other + i]!);
      for (let k = 0; k < j; k++) rest -= out[row + k]! * out[other + k]!;
      if (j < i) {
        out[row + j] = rest / out[other + j]!;
        continue;
      }
      if (!(rest > 0 && rest < Infinity)) positive = false;
      out[row + i] = positive ? Math.sqrt(rest) : NaN;
    }
    out.fill(0, row + i + 1, row + n);
  }
  return positive;
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
