import type { Diagnostic } from '../../base/diagnostic.js';
import type { SourceText } from '../../base/source.js';
import type { Dimension } from '../../library/dimension.js';
import type { ActivationDeclaration, Expression, PriorDeclaration } from '../1-parse/program.js';
import type { Declaration } from './declaration.js';
import { anything } from './range.js';
import type { Place, Term } from './model.js';

/** What names mean at one place of the text. */
export interface Scope {
  readonly source: SourceText;
  lookup(name: string, place: Place): Term | undefined;
  names(): Iterable<string>;
}

/** A prior given from outside in place of the declared one. */
export interface Override {
  readonly name: string;
  readonly distribution: Expression;
  readonly source: SourceText;
  readonly place: Place;
}

/** What every part of the check shares. */
export interface Context {
  report(diagnostic: Diagnostic): void;
  declare(declaration: Declaration): void;
  /** A reference to a declared quantity, typed; undefined if there is none. */
  quantity(name: string, place: Place): Term | undefined;
  hasDimension(name: string): boolean;
  /** Number of levels of an index or class column. */
  levelsOf(field: string): Dimension | undefined;
  override(name: string): Override | undefined;
  readonly globalScope: Scope;
  readonly priors: ReadonlyMap<string, PriorDeclaration>;
  readonly activations: ReadonlyMap<string, ActivationDeclaration>;
}

export function invalid(place: Place): Term {
  return { kind: 'invalid', dimensions: [], range: anything, place };
}

export function sizeTerm(dimension: Dimension, place: Place): Term {
  const fixed = dimension.kind === 'fixed' ? dimension.size : undefined;
  const range = { lower: fixed ?? 1, upper: fixed ?? Infinity, integer: true };
  return { kind: 'size', dimension, dimensions: [], range, place };
}

/** A scope inside another text part: its own names first, then `outer` if names may come from there. */
export function nestedScope(
  source: SourceText,
  own: ReadonlyMap<string, (place: Place) => Term | undefined>,
  outer?: Scope,
): Scope {
  return {
    source,
    lookup: (name, place) => own.get(name)?.(place) ?? outer?.lookup(name, place),
    names: () => [...own.keys(), ...(outer?.names() ?? [])],
  };
}
