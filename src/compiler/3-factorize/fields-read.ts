import type { CheckedModel, Term } from '../2-check/model.js';
import { quantitiesIn } from '../2-check/term.js';

/** The data fields that terms read, also through what is computed with `=` or drawn in `generated`. */
export function fieldsRead(model: CheckedModel, terms: readonly Term[]): ReadonlySet<string> {
  const values = new Map(model.deterministics.map(({ name, value }) => [name, value]));
  const fields = new Set(model.fields.map(({ name }) => name));
  const laws = new Map(model.draws.map(({ name, law }) => [name, law.arguments]));
  const read = new Set<string>();
  let left = terms;
  while (left.length > 0) {
    const names = quantitiesIn(left, (name) => values.get(name));
    const next = [...names].filter((name) => !read.has(name));
    next.forEach((name) => read.add(name));
    left = next.flatMap((name) => laws.get(name) ?? []);
  }
  return new Set([...read].filter((name) => fields.has(name)));
}

/** Fields that are observed and of no use to predict: new rows need not have them. */
export function targetsOf(model: CheckedModel): ReadonlySet<string> {
  const priors = model.unknowns.map(({ prior }) => prior);
  const likelihoods = model.observations.map(({ distribution }) => distribution);
  const needed = fieldsRead(
    model,
    [...priors, ...likelihoods].flatMap((distribution) => distribution.arguments),
  );
  const observed = fieldsRead(
    model,
    model.observations.map(({ value }) => value),
  );
  return new Set([...observed].filter((name) => !needed.has(name)));
}
