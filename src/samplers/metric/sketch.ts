import { symmetricEigen } from '../../base/numeric/symmetric-eigen.js';

/** A few rows that stand for many: about the same sum of products row' row along its largest directions. */
export interface Sketch {
  add(row: Float64Array): void;
  rows(): readonly Float64Array[];
  restore(rows: readonly Float64Array[]): void;
}

/** Keeps `rank` principal rows and up to three times as many new ones, which are folded in when there are no more. */
export function createSketch(dimension: number, rank: number): Sketch {
  let rows: Float64Array[] = [];
  const most = Math.min(4 * rank, Math.max(dimension + rank, 2));
  return {
    add(row) {
      rows.push(row);
      if (rows.length >= most) rows = principalRows(rows, rank);
    },
    rows: () => rows,
    restore(saved) {
      rows = [...saved];
    },
  };
}

/** Orthogonal rows, the longest first: the singular vectors of the given ones, times their singular values. */
export function principalRows(rows: readonly Float64Array[], rank: number): Float64Array[] {
  const n = rows.length;
  const gram = Float64Array.from({ length: n * n }, (_, at) =>
    product(rows[Math.floor(at / n)]!, rows[at % n]!),
  );
  const { values, vectors } = symmetricEigen(gram, n);
  const out: Float64Array[] = [];
  for (let k = 0; k < Math.min(rank, n) && values[k]! > 1e-12 * values[0]!; k++) {
    const row = new Float64Array(rows[0]!.length);
    rows.forEach((source, j) => {
      const weight = vectors[k * n + j]!;
      for (let i = 0; i < row.length; i++) row[i] = row[i]! + weight * source[i]!;
    });
    out.push(row);
  }
  return out;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
