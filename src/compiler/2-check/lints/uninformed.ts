import { diagnostic } from '../../../base/message.js';
import { lintMessages } from '../lint-messages.js';
import type { Term } from '../model.js';
import { quantitiesIn } from '../term.js';
import type { Lint, LintedModel } from './lint.js';

/** Unknowns that no observation depends on, by whatever path; one with an improper prior stays improper. */
export const uninformed: Lint = function* (model) {
  if (model.observations.length === 0) return;
  const informed = informedBy(model);
  const used = quantitiesIn(
    [
      ...model.deterministics.map(({ value }) => value),
      ...model.unknowns.flatMap(({ prior }) => prior.arguments),
      ...model.draws.flatMap(({ law }) => law.arguments),
    ],
    () => undefined,
  );
  for (const { name, prior, place } of model.unknowns) {
    if (informed.has(name)) continue;
    if (!prior.distribution.proper)
      yield diagnostic(lintMessages.improperPosterior, { name }, place);
    // What nothing at all reads has a message of its own.
    else if (used.has(name)) yield diagnostic(lintMessages.uninformed, { name }, place);
  }
};

function informedBy({ unknowns, deterministics, observations }: LintedModel): ReadonlySet<string> {
  const values = new Map(deterministics.map(({ name, value }) => [name, value]));
  const priors = new Map(unknowns.map(({ name, prior }) => [name, prior.arguments]));
  const found = new Set<string>();
  let terms: readonly Term[] = observations.flatMap(({ distribution }) => distribution.arguments);
  while (terms.length > 0) {
    const names = [...quantitiesIn(terms, (name) => values.get(name))];
    const next = names.filter((name) => !found.has(name));
    next.forEach((name) => found.add(name));
    terms = next.flatMap((name) => priors.get(name) ?? []);
  }
  return found;
}
