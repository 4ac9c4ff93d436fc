import type { Dimension } from '../../library/dimension.js';
import type { Expression } from '../1-parse/program.js';
import type { Scope } from './context.js';
import type { Place, StochastRole, Term } from './model.js';

/** A quantity about to be declared with `~`, its prior still as written. */
export interface Stochast {
  readonly name: string;
  readonly role: StochastRole;
  readonly place: Place;
  readonly distribution: Expression;
  readonly scope: Scope;
  dimensions(): readonly Dimension[];
  /** Its shape is that which its distribution gives. */
  readonly isUnshaped?: boolean;
  fanIn?(): Term;
}
