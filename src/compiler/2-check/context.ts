import type { Diagnostic } from '../../base/diagnostic.js';
import type { FittedQuantity } from '../../base/fitted-quantity.js';
import type { SourceText } from '../../base/source.js';
import type { Dimension } from '../../library/dimension.js';
import type { ActivationDeclaration, Expression } from '../1-parse/program.js';
import type { Declaration } from './declaration.js';
import { anything } from './range.js';
import type { Home } from './home.js';
import type { CheckedActivation, CheckedSlot, Place, Term } from './model.js';

/** What names mean at one place of the text. */
export interface Scope {
  readonly source: SourceText;
  /** Priors and activations that may be named here. */
  readonly home: Home;
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

/** A slot whose shape is found when all is declared. */
export interface OpenSlot extends Omit<CheckedSlot, 'dimensions'> {
  dimensions(): readonly Dimension[];
}

/** What every part of the check shares. */
export interface Context {
  report(diagnostic: Diagnostic): void;
  declare(declaration: Declaration): void;
  /** A reference to a declared quantity, typed; undefined if there is none. */
  quantity(name: string, place: Place): Term | undefined;
  /** The same, its axes told apart by what they are of. */
  marked(name: string, place: Place): Term | undefined;
  hasDimension(name: string): boolean;
  /** Number of levels of an index or class column. */
  levelsOf(field: string): Dimension | undefined;
  override(name: string): Override | undefined;
  /** A quantity of an earlier run, if somebody has read it. */
  fitted(run: string, quantity: string): FittedQuantity | undefined;
  /** Tells of a quantity whose prior can be swapped. */
  slot(slot: OpenSlot): void;
  /** Tells of an activation with parameters to learn. */
  activation(activation: CheckedActivation): void;
  /** An expression with its names resolved; what is wrong is reported once and becomes `invalid`. */
  type(scope: Scope, expression: Expression): Term;
  readonly globalScope: Scope;
  /** Activations whose value is being typed: one that calls itself has none. */
  readonly calling: readonly ActivationDeclaration[];
}

export function invalid(place: Place): Term {
  return { kind: 'invalid', dimensions: [], range: anything, place };
}

export function sizeTerm(dimension: Dimension, place: Place): Term {
  const fixed = dimension.kind === 'fixed' ? dimension.size : undefined;
  const range = { lower: fixed ?? 1, upper: fixed ?? Infinity, integer: true };
  return { kind: 'size', dimension, dimensions: [], range, place };
}

/** Names of one part of a text, each with the term that a reference to it is. */
export type Names = ReadonlyMap<string, (place: Place) => Term | undefined>;

/** A scope inside another: its own names first. */
export function nestedScope(source: SourceText, own: Names, outer: Scope): Scope {
  return {
    source,
    home: outer.home,
    lookup: (name, place) => own.get(name)?.(place) ?? outer.lookup(name, place),
    names: () => [...own.keys(), ...outer.names()],
  };
}

/** The scope of a prior or an activation, which reads nothing but its own names. */
export function templateScope(home: Home, own: Names): Scope {
  return {
    source: home.source,
    home,
    lookup: (name, place) => own.get(name)?.(place),
    names: () => own.keys(),
  };
}
