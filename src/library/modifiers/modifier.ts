import type { Distribution } from '../distribution.js';

/** A distribution made of another one, which is its argument: `ordered(normal(0, 2))`. */
export interface Modifier {
  readonly name: string;
  readonly doc: string;
  readonly source: string;
  /** Why a distribution cannot be so changed, if it cannot. */
  refuses(inner: Distribution): string | undefined;
  /** The new one takes the arguments that the old one took. */
  apply(inner: Distribution): Distribution;
}
