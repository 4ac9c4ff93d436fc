import { diagnostic } from '../../base/message.js';
import {
  censor,
  combinators,
  isDiscrete,
  kindOf,
  mixtureOf,
  truncate,
  type Censoring,
  type Combined,
  type End,
  type SupportKind,
  type Weighting,
} from '../../library/index.js';
import type { Argument, Call, Expression } from '../1-parse/program.js';
import type { Context, Scope } from './context.js';
import { rangeOfDistribution } from './distribution-range.js';
import { typeExpression } from './expression.js';
import { combinedMessages } from './combined-messages.js';
import { checkMessages } from './messages.js';
import type { DistributionTerm, Place, Term } from './model.js';

/** Types a distribution that stands inside another. */
type TypeDistribution = (expression: Expression) => DistributionTerm | undefined;

interface Combination {
  readonly context: Context;
  readonly scope: Scope;
  readonly call: Call;
  readonly place: Place;
  readonly type: TypeDistribution;
}

/** `truncated(...)`, `mixture(...)` and `censored(...)`, by name; undefined within after reporting what is wrong. */
export const combinations: ReadonlyMap<
  string,
  (combination: Combination) => DistributionTerm | undefined
> = new Map([
  ['truncated', typeTruncated],
  ['mixture', typeMixture],
  ['censored', typeCensored],
]);

/** The call is not of a form that there is. */
function refuse({ context, call, place }: Combination, problem: string): undefined {
  const { name } = call.function;
  const usage = formsOf(name).join(' or ');
  context.report(diagnostic(checkMessages.distributionArguments, { name, problem, usage }, place));
  return undefined;
}

/** It is, but has no density. */
function refuseMeaning({ context, call, place }: Combination, problem: string): undefined {
  const { name } = call.function;
  const values = { name, problem, usage: formsOf(name)[0]! };
  context.report(diagnostic(combinedMessages.combination, values, place));
  return undefined;
}

function formsOf(name: string): readonly string[] {
  return combinators.find((combinator) => combinator.name === name)!.forms.map(([call]) => call);
}

/** The one distribution of a call, and its other arguments, each by one of the names. */
function oneWithNamed<N extends string>(
  combination: Combination,
  names: readonly N[],
  what: string,
): { readonly inner: Expression; readonly named: readonly (readonly [N, Argument])[] } | undefined {
  const { call } = combination;
  const [inner, ...more] = call.arguments.filter((argument) => argument.name === undefined);
  const written = names.map((name) => `${name} =`).join(' and ');
  if (inner === undefined || more.length > 0) {
    return refuse(combination, `it takes one distribution; a ${what} is written ${written}`);
  }
  const stranger = call.arguments.find(({ name }) => name && !names.includes(name.name as N));
  if (stranger) return refuse(combination, `it has no parameter ${stranger.name!.name}`);
  const named = names.flatMap((name): [N, Argument][] => {
    const found = call.arguments.find((argument) => argument.name?.name === name);
    return found ? [[name, found]] : [];
  });
  if (named.length + 1 < call.arguments.length) {
    return refuse(combination, `a ${what} is given twice`);
  }
  if (named.length === 0) return refuse(combination, `it has no ${what}`);
  return { inner: inner.value, named };
}

/** The arguments, unless one of them is wrong. */
function typed(
  { context, scope }: Combination,
  named: readonly (readonly [string, Argument])[],
): readonly Term[] | undefined {
  const terms = named.map(([, { value }]) => typeExpression(context, scope, value));
  return terms.some(({ kind }) => kind === 'invalid') ? undefined : terms;
}

function typeTruncated(combination: Combination): DistributionTerm | undefined {
  const parts = oneWithNamed(combination, ['lower', 'upper'] satisfies End[], 'bound');
  if (parts === undefined) return undefined;
  const base = combination.type(parts.inner);
  const bounds = typed(combination, parts.named);
  if (base === undefined || bounds === undefined) return undefined;
  const names = parts.named.map(([name]) => name);
  const problem = emptiness(base, names, bounds) ?? whyNoMass(base);
  if (problem !== undefined) return refuseMeaning(combination, problem);
  return made(combination, truncate(base, names), [...base.arguments, ...bounds]);
}

function typeCensored(combination: Combination): DistributionTerm | undefined {
  const kinds = ['left', 'right', 'until'] satisfies Censoring[];
  const parts = oneWithNamed(combination, kinds, 'condition');
  if (parts === undefined) return undefined;
  const base = combination.type(parts.inner);
  const conditions = typed(combination, parts.named);
  if (base === undefined || conditions === undefined) return undefined;
  const problem = whyNoMass(base);
  if (problem !== undefined) return refuseMeaning(combination, problem);
  const names = parts.named.map(([name]) => name);
  return made(combination, censor(base, names), [...base.arguments, ...conditions]);
}

function made(
  { place }: Combination,
  combined: Combined,
  terms: readonly Term[],
): DistributionTerm {
  return { ...combined, arguments: terms, place };
}

/** Why the mass of a part of its values is not known. */
function whyNoMass(term: DistributionTerm): string | undefined {
  const { distribution } = term;
  const { name, proper, logCdf } = distribution;
  const part = wholeVectors(term) ?? inPart(term);
  if (part !== undefined) return part;
  if (!proper) return `${name} is improper, so its mass between bounds is not finite`;
  const kind = kindOf(distribution);
  if (kind === 'class') return `the values of ${name} are classes, which have no size`;
  if (logCdf !== undefined || isDiscrete(kind)) return undefined;
  return `the distribution function of ${name} is not known, and so neither is its mass between bounds`;
}

/** Where nothing is left, as far as numbers tell. */
function emptiness(
  base: DistributionTerm,
  names: readonly End[],
  bounds: readonly Term[],
): string | undefined {
  const numberOf = (end: End) => {
    const term = bounds[names.indexOf(end)];
    return term?.kind === 'number' ? term.value : undefined;
  };
  const [lower, upper] = [numberOf('lower'), numberOf('upper')];
  const range = rangeOfDistribution(base);
  const discrete = isDiscrete(kindOf(base.distribution));
  const { name } = base.distribution;
  if (lower !== undefined && upper !== undefined && (discrete ? lower > upper : lower >= upper)) {
    return `its lower bound ${String(lower)} is not below its upper bound ${String(upper)}`;
  }
  if (lower !== undefined && lower >= range.upper)
    return `no value of ${name} is above ${String(lower)}`;
  const below = upper !== undefined && (discrete ? upper < range.lower : upper <= range.lower);
  return below ? `no value of ${name} is below ${String(upper)}` : undefined;
}

function wholeVectors({ distribution }: DistributionTerm): string | undefined {
  const { event, name } = distribution;
  return event.length > 0 ? `a value of ${name} is not one number` : undefined;
}

function inPart({ distribution }: DistributionTerm): string | undefined {
  if (!distribution.likelihoodOnly) return undefined;
  return `${distribution.name} is of what is seen of a value; censor the whole instead`;
}

function typeMixture(combination: Combination): DistributionTerm | undefined {
  const { context, scope, call } = combination;
  const named = call.arguments.find(({ name }) => name !== undefined);
  if (named) return refuse(combination, `it has no parameter ${named.name!.name}`);
  const [first, ...rest] = call.arguments;
  if (first === undefined || rest.length < 2) {
    return refuse(combination, 'it takes weights and then two or more distributions');
  }
  const weights = typeExpression(context, scope, first.value);
  const components = rest.flatMap(({ value }) => combination.type(value) ?? []);
  if (weights.kind === 'invalid' || components.length < rest.length) return undefined;
  const weighting = weightingOf(weights, components.length);
  const problem =
    whyNotMixed(components) ?? (typeof weighting === 'object' ? weighting.problem : undefined);
  if (problem !== undefined) return refuseMeaning(combination, problem);
  const terms = [weights, ...components.flatMap((component) => component.arguments)];
  return made(combination, mixtureOf(components, weighting as Weighting), terms);
}

function whyNotMixed(components: readonly DistributionTerm[]): string | undefined {
  const part = components.map(inPart).find((problem) => problem !== undefined);
  if (part !== undefined) return part;
  const improper = components.find(({ distribution }) => !distribution.proper);
  if (improper) {
    return `${improper.distribution.name} is improper, so its share of the mass is not known`;
  }
  return whyNotAlike(components);
}

/** Densities of numbers and of vectors, or with respect to different measures, have no sum. */
function whyNotAlike(components: readonly DistributionTerm[]): string | undefined {
  const [first] = components;
  const { event, name } = first!.distribution;
  const kind = kindOf(first!.distribution);
  const measure = (other: SupportKind) =>
    event.length > 0 ? other : `${String(isDiscrete(other))} ${String(other === 'class')}`;
  for (const { distribution } of components) {
    if (distribution.event.join() !== event.join()) {
      return `values of ${name} and of ${distribution.name} have not the same axes`;
    }
    const other = kindOf(distribution);
    if (measure(other) === measure(kind)) continue;
    return `${name} gives ${kind} values and ${distribution.name} ${other} values, whose densities cannot be added`;
  }
  return undefined;
}

function weightingOf(weights: Term, count: number): Weighting | { readonly problem: string } {
  const last = weights.dimensions.at(-1);
  const length = last?.kind === 'fixed' ? last.size : undefined;
  if (count === 2 && length !== 2) return 'chance';
  if (last === undefined) {
    return { problem: `${String(count)} components need a vector of ${String(count)} weights` };
  }
  if (length === undefined || length === count) return 'vector';
  return { problem: `it has ${String(length)} weights for ${String(count)} components` };
}
