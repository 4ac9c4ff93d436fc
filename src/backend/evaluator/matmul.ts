/** Rows and columns of a tile whose sums stay in registers. */
const TILE_ROWS = 4;
const TILE_COLUMNS = 2;
/** Inner products are cut here, so that a panel of the second matrix stays in the cache. */
const PANEL = 256;

/** A matrix inside an array: element (i, j) is at i * row + j * column. */
export interface Matrix {
  readonly values: Float64Array | Float32Array;
  readonly row: number;
  readonly column: number;
}

/** out = a @ b; out is dense, [rows, columns]. */
export function multiply(
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0);
  for (let start = 0; start < inner; start += PANEL) {
    const end = Math.min(inner, start + PANEL);
    let i = 0;
    for (; i + TILE_ROWS <= rows; i += TILE_ROWS) {
      let j = 0;
      for (; j + TILE_COLUMNS <= columns; j += TILE_COLUMNS) {
        tile(a, b, out, i, j, start, end, columns);
      }
      if (j < columns) tallTile(a, b, out, i, j, start, end, columns);
    }
    for (; i < rows; i++) {
      for (let j = 0; j < columns; j++) single(a, b, out, i, j, start, end, columns);
    }
  }
}

function tile(
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  i: number,
  j: number,
  start: number,
  end: number,
  width: number,
): void {
  const x = a.values;
  const y = b.values;
  const step = a.row;
  let p = i * step + start * a.column;
  let q = start * b.row + j * b.column;
  const right = b.column;
  let c00 = 0;
  let c01 = 0;
  let c10 = 0;
  let c11 = 0;
  let c20 = 0;
  let c21 = 0;
  let c30 = 0;
  let c31 = 0;
  for (let l = start; l < end; l++) {
    const b0 = y[q]!;
    const b1 = y[q + right]!;
    const a0 = x[p]!;
    c00 += a0 * b0;
    c01 += a0 * b1;
    const a1 = x[p + step]!;
    c10 += a1 * b0;
    c11 += a1 * b1;
    const a2 = x[p + 2 * step]!;
    c20 += a2 * b0;
    c21 += a2 * b1;
    const a3 = x[p + 3 * step]!;
    c30 += a3 * b0;
    c31 += a3 * b1;
    p += a.column;
    q += b.row;
  }
  let to = i * width + j;
  out[to]! += c00;
  out[to + 1]! += c01;
  to += width;
  out[to]! += c10;
  out[to + 1]! += c11;
  to += width;
  out[to]! += c20;
  out[to + 1]! += c21;
  to += width;
  out[to]! += c30;
  out[to + 1]! += c31;
}

function tallTile(
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  i: number,
  j: number,
  start: number,
  end: number,
  width: number,
): void {
  const x = a.values;
  const y = b.values;
  const step = a.row;
  let p = i * step + start * a.column;
  let q = start * b.row + j * b.column;
  let c0 = 0;
  let c1 = 0;
  let c2 = 0;
  let c3 = 0;
  for (let l = start; l < end; l++) {
    const b0 = y[q]!;
    c0 += x[p]! * b0;
    c1 += x[p + step]! * b0;
    c2 += x[p + 2 * step]! * b0;
    c3 += x[p + 3 * step]! * b0;
    p += a.column;
    q += b.row;
  }
  const to = i * width + j;
  out[to]! += c0;
  out[to + width]! += c1;
  out[to + 2 * width]! += c2;
  out[to + 3 * width]! += c3;
}

function single(
  a: Matrix,
  b: Matrix,
  out: Float64Array,
  i: number,
  j: number,
  start: number,
  end: number,
  width: number,
): void {
  let p = i * a.row + start * a.column;
  let q = start * b.row + j * b.column;
  let total = 0;
  for (let l = start; l < end; l++) {
    total += a.values[p]! * b.values[q]!;
    p += a.column;
    q += b.row;
  }
  out[i * width + j]! += total;
}

/** The product of matrices anywhere in their arrays, or added to what is there. */
export function multiplyStrided(
  [a, b, out]: readonly [Matrix, Matrix, Matrix],
  [startA, startB, startOut]: readonly [number, number, number],
  extents: {
    readonly rows: number;
    readonly inner: number;
    readonly columns: number;
    readonly accumulates: boolean;
    /** Starts of the inner axis in the first two matrices, all summed over. */
    readonly sums: readonly (readonly [number, number, number])[];
  },
): void {
  for (let i = 0; i < extents.rows; i++) {
    for (let j = 0; j < extents.columns; j++) {
      let total = 0;
      for (const [fromA, fromB] of extents.sums) {
        for (let l = 0; l < extents.inner; l++) {
          const x = a.values[startA + fromA + i * a.row + l * a.column]!;
          total += x * b.values[startB + fromB + l * b.row + j * b.column]!;
        }
      }
      const to = startOut + i * out.row + j * out.column;
      out.values[to] = extents.accumulates ? out.values[to]! + total : total;
    }
  }
}
