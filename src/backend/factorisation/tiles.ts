import type { Term, Variable } from '../elementwise/vector-code.js';
import type { Extent, Pointer, RoutineCode } from './routine-code.js';

/** Elements (k, r) of a matrix: `start` is the first, the steps go along k and along r. */
export interface Factors {
  readonly array: number;
  readonly start: Extent;
  readonly alongTerms: number;
  readonly alongRows: number;
}

/** Rows k of a matrix: `start` is the first element. */
export interface Rows {
  readonly array: number;
  readonly start: Extent;
  readonly stride: number;
}

/** Rows of sums in vectors. */
export type Sums = readonly (readonly Variable[])[];

/** Square tiles of a matrix whose elements are sums of products, held in registers while they grow. */
export class Tiles {
  /** Rows and columns: whole vectors, and sums enough to hide the time that one multiplication takes. */
  readonly size: number;

  constructor(readonly code: RoutineCode) {
    this.size = Math.max(4, code.lanes);
  }

  /** Visits an axis from `from`, a multiple of the size, tile by tile; what is left at its end comes last. */
  each(from: Extent, extent: number, visit: (start: Extent, size: number) => void): void {
    const rest = extent % this.size;
    this.code.loop(from, [extent - rest], this.size, (i) => {
      visit([[i, 1]], this.size);
    });
    if (rest > 0) visit([extent - rest], rest);
  }

  load({ array, start, stride }: Rows, rows: number, columns: number): Sums {
    const { code } = this;
    const at = code.pointer(array, start);
    return this.filled(rows, columns, (row, offset, count) =>
      code.load(at, row * stride + offset, count),
    );
  }

  zeros(rows: number, columns: number): Sums {
    return this.filled(rows, columns, () => this.code.v.constant(0));
  }

  /** Ones on the diagonal. */
  identity(size: number): Sums {
    const { code } = this;
    return this.filled(size, size, (row, offset) =>
      code.numbers(Array.from({ length: code.lanes }, (_, lane) => +(offset + lane === row))),
    );
  }

  store(sums: Sums, { array, start, stride }: Rows, columns: number): void {
    const at = this.code.pointer(array, start);
    sums.forEach((row, r) => {
      this.storeRow(row, at, r * stride, columns);
    });
  }

  storeRow(row: readonly Variable[], at: Pointer, offset: number, columns: number): void {
    this.parts(columns).forEach(({ start, count }, p) => {
      this.code.store(at, offset + start, row[p]!, count);
    });
  }

  /** Adds to row r, or takes from it, the sum over k of factor (k, r) times row k. */
  addProducts(
    sums: Sums,
    sign: 1 | -1,
    factors: Factors,
    rows: Rows,
    columns: number,
    terms: Extent,
  ): void {
    const { code } = this;
    const { v } = code;
    const left = code.pointer(factors.array, factors.start);
    const right = code.pointer(rows.array, rows.start);
    code.loop([0], terms, 1, () => {
      const vectors = this.parts(columns).map(({ start, count }) =>
        v.variable(code.load(right, start, count)),
      );
      sums.forEach((row, r) => {
        const factor = v.variable(code.splat(left, r * factors.alongRows));
        row.forEach((sum, p) => {
          const vector = vectors[p]!;
          v.assign(sum, sign > 0 ? v.madd(factor, vector, sum) : v.nmadd(factor, vector, sum));
        });
      });
      code.move(left, factors.alongTerms);
      code.move(right, rows.stride);
    });
  }

  /** From each row, in the order given, takes its coefficients times the rows before, and scales it. */
  substitute(
    sums: Sums,
    order: readonly number[],
    coefficient: (row: number, of: number) => Term,
    scales: readonly Term[],
  ): void {
    const { v } = this.code;
    order.forEach((r, done) => {
      for (const q of order.slice(0, done)) {
        const factor = v.variable(coefficient(r, q));
        sums[r]!.forEach((sum, p) => {
          v.assign(sum, v.nmadd(factor, sums[q]![p]!, sum));
        });
      }
      for (const sum of sums[r]!) v.assign(sum, v.mul(sum, scales[r]!));
    });
  }

  /** Reciprocals of the elements of a diagonal, each in all lanes. */
  reciprocals(at: Pointer, step: number, count: number): Variable[] {
    const { v } = this.code;
    return Array.from({ length: count }, (_, r) =>
      v.variable(v.div(v.constant(1), this.code.splat(at, r * step))),
    );
  }

  private filled(
    rows: number,
    columns: number,
    value: (row: number, offset: number, count: number) => Term,
  ): Sums {
    return Array.from({ length: rows }, (_, row) =>
      this.parts(columns).map(({ start, count }) => this.code.v.variable(value(row, start, count))),
    );
  }

  /** The vectors of a row of a tile. */
  private parts(columns: number): { readonly start: number; readonly count: number }[] {
    const { lanes } = this.code;
    return Array.from({ length: Math.ceil(columns / lanes) }, (_, p) => ({
      start: p * lanes,
      count: Math.min(lanes, columns - p * lanes),
    }));
  }
}

export function ascending(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
