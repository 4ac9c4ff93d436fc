import { diagnostic } from '../../base/message.js';
import {
  combinators,
  isDiscrete,
  kindOf,
  mixtureOf,
  truncate,
  type Combined,
  type End,
  type Weighting,
} from '../../library/index.js';
import type { Argument, Call, Expression } from '../1-parse/program.js';
import type { Context, Scope } from './context.js';
import { rangeOfDistribution } from './distribution-range.js';
import { typeExpression } from './expression.js';
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

/** `truncated(...)` and `mixture(...)`, by name; undefined within after reporting what is wrong. */
export const combinations: ReadonlyMap<
  string,
  (combination: Combination) => DistributionTerm | undefined
> = new Map([
  ['truncated', typeTruncated],
  ['mixture', typeMixture],
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
  context.report(diagnostic(checkMessages.combination, values, place));
  return undefined;
}

function formsOf(name: string): readonly string[] {
  return combinators.find((combinator) => combinator.name === name)!.forms.map(([call]) => call);
}

function typeTruncated(combination: Combination): DistributionTerm | undefined {
  const { context, scope, call } = combination;
  const [inner, ...more] = call.arguments.filter((argument) => argument.name === undefined);
  const ends = (['lower', 'upper'] as const).flatMap((name): [End, Argument][] => {
    const found = call.arguments.find((argument) => argument.name?.name === name);
    return found ? [[name, found]] : [];
  });
  if (inner === undefined || more.length > 0) {
    return refuse(
      combination,
      'it takes one distribution; the bounds are written lower = and upper =',
    );
  }
  const stranger = call.arguments.find(({ name }) => name && !/^(lower|upper)$/.test(name.name));
  if (stranger) return refuse(combination, `it has no parameter ${stranger.name!.name}`);
  if (ends.length + 1 < call.arguments.length) return refuse(combination, 'a bound is given twice');
  if (ends.length === 0) return refuse(combination, 'it has no bound');
  const base = combination.type(inner.value);
  const bounds = ends.map(([, { value }]) => typeExpression(context, scope, value));
  if (base === undefined || bounds.some(({ kind }) => kind === 'invalid')) return undefined;
  const names = ends.map(([name]) => name);
  const problem = emptiness(base, names, bounds) ?? whyNotTruncated(base);
  if (problem !== undefined) return refuseMeaning(combination, problem);
  return made(combination, truncate(base, names), [...base.arguments, ...bounds]);
}

function made(
  { place }: Combination,
  combined: Combined,
  terms: readonly Term[],
): DistributionTerm {
  return { ...combined, arguments: terms, place };
}

function whyNotTruncated(term: DistributionTerm): string | undefined {
  const { distribution } = term;
  const { name, proper, logCdf } = distribution;
  const vectors = wholeVectors(term);
  if (vectors !== undefined) return vectors;
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
  const vectors = components.map(wholeVectors).find((problem) => problem !== undefined);
  if (vectors !== undefined) return vectors;
  const improper = components.find(({ distribution }) => !distribution.proper);
  if (improper) {
    return `${improper.distribution.name} is improper, so its share of the mass is not known`;
  }
  const kinds = components.map(({ distribution }) => kindOf(distribution));
  const other = kinds.findIndex(
    (kind) =>
      isDiscrete(kind) !== isDiscrete(kinds[0]!) || (kind === 'class') !== (kinds[0] === 'class'),
  );
  if (other < 0) return undefined;
  const [a, b] = [components[0]!, components[other]!].map(({ distribution }) => distribution.name);
  return `${a!} gives ${kinds[0]!} values and ${b!} ${kinds[other]!} values, whose densities cannot be added`;
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
