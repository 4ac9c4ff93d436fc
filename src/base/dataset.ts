/** A named array read from a file: numbers, or texts (a missing cell is NaN or ''). */
export interface Column {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array | readonly string[];
  /** Numbers of an index or class are labels, as in a table, and not places from 1. */
  readonly labels?: true;
  /** Where the flat element stands, as printed in errors: `train.csv, row 3, column y`. */
  place(element: number): string;
}

/** What was read from one file. A table's columns all have one axis, the rows. */
export interface Dataset {
  readonly name: string;
  readonly kind: 'table' | 'arrays';
  readonly columns: ReadonlyMap<string, Column>;
  /** SHA-256 of the bytes read, hex. */
  readonly hash: string;
}
