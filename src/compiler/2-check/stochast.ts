import type { Dimension } from '../../library/dimension.js';
import type { Expression } from '../1-parse/program.js';
import type { Scope } from './context.js';
import type { CheckedUnknown, Place, Term } from './model.js';

/** A quantity about to be declared with `~`, its prior still as written. */
export interface Stochast {
  readonly name: string;
  readonly role: CheckedUnknown['kind'];
  readonly place: Place;
  readonly distribution: Expression;
  readonly scope: Scope;
  dimensions(): readonly Dimension[];
  fanIn?(): Term;
}
