import { InvariantError } from '../../base/diagnostic.js';
import type { Pair } from '../../expression/index.js';
import type { Dimension } from '../dimension.js';

/** `size`: a number or a dimension. `pair`: height and width, a number for both alike. */
export interface LayerArgument {
  readonly name: string;
  readonly kind: 'size' | 'pair' | 'padding';
  readonly doc: string;
  /** What it is where nothing is written; absent: it must be written. */
  readonly otherwise?: string;
}

/** What is added around images: nothing, as much as keeps a stride of 1 from shrinking them, or so many zeros. */
export type Padding = 'valid' | 'same' | Pair;

export type ArgumentValue =
  | { readonly kind: 'size'; readonly size: Dimension }
  | { readonly kind: 'pair'; readonly pair: Pair }
  | { readonly kind: 'padding'; readonly padding: Padding };

export type LayerArguments = ReadonlyMap<string, ArgumentValue>;

export function givenSize(given: LayerArguments, name: string): Dimension {
  const value = given.get(name);
  if (value?.kind !== 'size') throw new InvariantError(`no size ${name}`);
  return value.size;
}

export function givenPair(given: LayerArguments, name: string, otherwise?: Pair): Pair {
  const value = given.get(name);
  if (value?.kind === 'pair') return value.pair;
  if (otherwise === undefined) throw new InvariantError(`no pair ${name}`);
  return otherwise;
}

export function givenPadding(given: LayerArguments): Padding {
  const value = given.get('padding');
  return value?.kind === 'padding' ? value.padding : 'valid';
}
