/** A support as plain data; an end of an interval that is not there is infinite. */
export type FittedSupport =
  | { readonly kind: 'real' | 'positive' | 'unit' }
  | { readonly kind: 'interval'; readonly lower?: number; readonly upper?: number }
  | { readonly kind: 'ordered'; readonly of: FittedSupport }
  | { readonly kind: 'simplex' | 'covariance' | 'correlation' | 'cholesky_correlation' };

/**
 * A normal law fitted to a quantity's draws in an earlier run, on the unconstrained scale of its support, as plain
 * data: a run that uses it keeps it, and needs the earlier one no more.
 */
export interface FittedQuantity {
  /** The run as the model names it: a name, or a path. */
  readonly run: string;
  readonly quantity: string;
  readonly directory: string;
  /** Draws it was fitted to, over all chains. */
  readonly draws: number;
  readonly support: FittedSupport;
  /** Of the quantity; the coordinates of a support of vectors or matrices may be fewer. */
  readonly shape: readonly number[];
  /** Of each unconstrained coordinate. */
  readonly mean: readonly number[];
  /** Of each coordinate, where they are taken to be independent. */
  readonly sd?: readonly number[];
  /** The inverse of the covariance of all coordinates, row by row. */
  readonly precision?: readonly number[];
}
