/** A curve to draw, with a band about it if there is one. */
export interface Curve {
  readonly title: string;
  /** What else a reader must know, under the title. */
  readonly note: string;
  readonly across: string;
  readonly up: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] };
  /** A logarithmic axis, on which tails show; values that are not above 0 are left out. */
  readonly logarithmic: boolean;
}
