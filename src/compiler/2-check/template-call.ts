import { diagnostic } from '../../base/message.js';
import { alignment, shapeText, type Dimension } from '../../library/dimension.js';
import type { Argument, TemplateParameter } from '../1-parse/program.js';
import { invalid, type Context, type Scope } from './context.js';
import { dimensionOf } from './dimensions.js';
import { rangeOfType } from './field.js';
import { checkMessages } from './messages.js';
import type { Stochast } from './stochast.js';
import type { Place, StochastRole, Term } from './model.js';
import { describeRange, fits } from './range.js';
import { spreadTo } from './spread.js';

/** Each parameter with the argument that a call gives it. Wrong counts and names are reported. */
export function matchArguments(
  context: Context,
  owner: string,
  parameters: readonly TemplateParameter[],
  given: readonly Argument[],
  place: Place,
): ReadonlyMap<TemplateParameter, Argument | undefined> {
  const positional = given.filter((argument) => argument.name === undefined);
  const matched = new Map<TemplateParameter, Argument | undefined>();
  parameters.forEach((parameter, i) => {
    const byName = given.find((argument) => argument.name?.name === parameter.name.name);
    matched.set(parameter, byName ?? positional[i]);
  });
  const usage = `${owner}(${parameters.map((p) => `${p.name.name} = ...`).join(', ')})`;
  const unknown = given.find(
    (a) => a.name && !parameters.some((p) => p.name.name === a.name!.name),
  );
  const lacking = parameters.find((p) => !matched.get(p) && !p.value && !p.prior);
  const problem = unknown
    ? `it has no parameter ${unknown.name!.name}`
    : positional.length > parameters.length
      ? `it takes at most ${String(parameters.length)}`
      : lacking && `${lacking.name.name} is missing`;
  if (problem !== undefined) {
    context.report(
      diagnostic(checkMessages.distributionArguments, { name: owner, problem, usage }, place),
    );
  }
  return matched;
}

export interface ParameterRequest {
  readonly parameter: TemplateParameter;
  readonly value: Argument | undefined;
  /** The prior or activation whose parameter it is. */
  readonly owner: string;
  readonly callScope: Scope;
  /** Where a default of the parameter is read: the names of the template. */
  readonly ownScope: Scope;
  /** Name of the unknown, if the parameter has a prior. */
  readonly declaredName: string;
  readonly role: StochastRole;
  /** Axes after the parameter's own: one set for each unit. */
  copies(): readonly Dimension[];
  readonly place: Place;
  /** Declares that unknown. */
  declare(unknown: Stochast): void;
}

/** What a template's parameter stands for: a new unknown (`c ~ ...`), or the value given. */
export function parameterTerm(
  context: Context,
  request: ParameterRequest,
): (place: Place) => Term | undefined {
  const { parameter, value, declaredName, callScope, ownScope } = request;
  const own = () =>
    parameter.dimensions.flatMap((text) => dimensionOf(context, ownScope, text) ?? []);
  const prior = value?.stochastic ? value.value : value === undefined ? parameter.prior : undefined;
  const check = supportCheck(context, request);
  if (prior !== undefined) {
    const scope = value === undefined ? ownScope : callScope;
    request.declare({
      name: declaredName,
      role: request.role,
      place: { source: scope.source, span: prior.span },
      distribution: prior,
      scope,
      dimensions: () => [...own(), ...request.copies()],
    });
    return (at) => check(context.quantity(declaredName, at));
  }
  const expression = value?.value ?? parameter.value;
  // Reported already as missing.
  if (expression === undefined) return invalid;
  let term: Term | undefined;
  return () => {
    const scope = value === undefined ? ownScope : callScope;
    term ??= check(shaped(context, request, own(), context.type(scope, expression)));
    return term;
  };
}

/** A value given to a parameter that is an array must be one of its shape, or one number for all. */
function shaped(
  context: Context,
  { parameter, place }: ParameterRequest,
  own: readonly Dimension[],
  term: Term,
): Term {
  if (own.length === 0 || term.kind === 'invalid') return term;
  if (term.dimensions.length === 0) return spreadTo(term, own);
  const leading = term.dimensions.slice(0, own.length);
  if (leading.length === own.length && alignment(leading, own) !== undefined) return term;
  const declared = shapeText(own);
  const values = { name: parameter.name.name, declared, shape: shapeText(term.dimensions) };
  const suggested = `${declared} values`;
  context.report(diagnostic(checkMessages.declaredShape, { ...values, suggested }, place));
  return { ...term, kind: 'invalid' };
}

function supportCheck(
  context: Context,
  { parameter, owner, place }: ParameterRequest,
): (term: Term | undefined) => Term | undefined {
  const support = parameter.support?.name;
  const wanted = support === undefined ? undefined : rangeOfType(support);
  let complained = false;
  return (term) => {
    if (!term || term.kind === 'invalid' || support === undefined || !wanted) return term;
    const { lower, upper } = term.range;
    const fitting =
      support === 'positive'
        ? fits(term.range, 'positive')
        : lower >= wanted.lower && upper <= wanted.upper;
    if (fitting) return term;
    // What follows takes it to be as it should.
    const asked: Term = { ...term, range: wanted };
    if (complained) return asked;
    complained = true;
    const values = {
      parameter: parameter.name.name,
      name: owner,
      support,
      value: 'what is given',
      found: describeRange(term.range),
      remedy: `give ${parameter.name.name} a prior or a value that is ${support}`,
    };
    context.report(diagnostic(checkMessages.parameterSupport, values, place));
    return asked;
  };
}
