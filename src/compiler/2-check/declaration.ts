import type { Dimension } from '../../library/dimension.js';
import type {
  CheckedDeterministic,
  CheckedField,
  DistributionTerm,
  Place,
  StochastRole,
  Term,
} from './model.js';

/** A declared name. Types are found on demand, since order is free. */
export type Declaration = FieldDeclaration | UnknownDeclaration | DeterministicDeclaration;

export interface FieldDeclaration {
  readonly kind: 'field';
  readonly name: string;
  readonly place: Place;
  readonly field: CheckedField;
}

export interface UnknownDeclaration {
  readonly kind: 'unknown';
  readonly name: string;
  readonly place: Place;
  readonly role: StochastRole;
  dimensions(): readonly Dimension[];
  /** Its shape is that which its distribution gives. */
  readonly isUnshaped?: boolean;
  prior(): DistributionTerm | undefined;
  fanIn?(): Term;
}

export interface DeterministicDeclaration {
  readonly kind: 'deterministic';
  readonly name: string;
  readonly place: Place;
  readonly role: CheckedDeterministic['kind'];
  /** Written by the user, as against a layer's output. */
  readonly declared: boolean;
  /** Where the declaration says its shape. */
  dimensions?(): readonly Dimension[] | undefined;
  value(): Term;
}
