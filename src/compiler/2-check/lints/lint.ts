import type { Diagnostic } from '../../../base/diagnostic.js';
import type { CheckedModel } from '../model.js';

export type LintedModel = Pick<
  CheckedModel,
  'fields' | 'unknowns' | 'draws' | 'deterministics' | 'observations'
>;

/** One thing to look for in a model without errors. */
export type Lint = (model: LintedModel) => Iterable<Diagnostic>;
