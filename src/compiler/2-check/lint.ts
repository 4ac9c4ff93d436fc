import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Context } from './context.js';
import type { Declarations } from './declarations.js';
import { lintMessages } from './lint-messages.js';
import { activationScale } from './lints/activation-scale.js';
import { deadUnits } from './lints/dead-units.js';
import { fanIn } from './lints/fan-in.js';
import { flatScale } from './lints/flat-scale.js';
import type { Lint } from './lints/lint.js';
import { uninformed } from './lints/uninformed.js';
import { checkMessages } from './messages.js';
import type { CheckedObservation } from './model.js';

const LINTS: readonly Lint[] = [uninformed, flatScale, fanIn, activationScale, deadUnits];

/** What is allowed and probably not meant. Silent where errors already explain the program. */
export function lint(
  context: Context,
  declarations: Declarations,
  observations: readonly CheckedObservation[],
  found: readonly Diagnostic[],
): void {
  if (found.some(({ severity }) => severity === 'error')) return;
  const parts = declarations.checked();
  const { fields, unknowns } = parts;
  if (observations.length === 0) {
    const source = context.globalScope.source;
    const place = { source, span: { start: 0, end: Math.min(1, source.text.length) } };
    context.report(diagnostic(checkMessages.noLikelihood, {}, place));
  }
  for (const { name, place } of fields) {
    if (declarations.isUsed(name)) continue;
    context.report(diagnostic(checkMessages.unusedField, { name }, place));
  }
  const known = LINTS.flatMap((look) => [...look({ ...parts, observations })]);
  // An improper posterior says more than the improper prior it comes from.
  const improper = known.filter(({ code }) => code === lintMessages.improperPosterior.code);
  for (const { name, place, prior } of unknowns) {
    if (!declarations.isUsed(name))
      context.report(diagnostic(checkMessages.unusedUnknown, { name }, place));
    if (prior.distribution.proper || improper.some(({ span }) => span === place.span)) continue;
    context.report(diagnostic(checkMessages.improperPrior, { name }, place));
  }
  for (const warning of known) context.report(warning);
}
