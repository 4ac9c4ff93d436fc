import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Context } from './context.js';
import type { Declarations } from './declarations.js';
import { checkMessages } from './messages.js';
import type { CheckedObservation } from './model.js';

/** What is allowed and probably not meant. Silent where errors already explain the program. */
export function lint(
  context: Context,
  declarations: Declarations,
  observations: readonly CheckedObservation[],
  found: readonly Diagnostic[],
): void {
  if (found.some(({ severity }) => severity === 'error')) return;
  const { fields, unknowns } = declarations.checked();
  if (observations.length === 0) {
    const source = context.globalScope.source;
    const place = { source, span: { start: 0, end: Math.min(1, source.text.length) } };
    context.report(diagnostic(checkMessages.noLikelihood, {}, place));
  }
  for (const { name, place } of fields) {
    if (declarations.isUsed(name)) continue;
    context.report(diagnostic(checkMessages.unusedField, { name }, place));
  }
  for (const { name, place, prior } of unknowns) {
    if (!declarations.isUsed(name))
      context.report(diagnostic(checkMessages.unusedUnknown, { name }, place));
    if (prior.distribution.proper) continue;
    context.report(diagnostic(checkMessages.improperPrior, { name }, place));
  }
}
