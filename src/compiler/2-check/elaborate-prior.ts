import { diagnostic } from '../../base/message.js';
import type { Dimension } from '../../library/dimension.js';
import type {
  Argument,
  Call,
  Expression,
  PriorDeclaration,
  TemplateParameter,
} from '../1-parse/program.js';
import { nestedScope, type Context, type Scope } from './context.js';
import { dimensionOf } from './dimensions.js';
import { describeRange, typeDistribution } from './distribution-call.js';
import { typeExpression } from './expression.js';
import { checkMessages } from './messages.js';
import type { CheckedUnknown, Place, Term } from './model.js';
import { fits } from './range.js';
import { rangeOfType } from './field.js';

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

/** Declares an unknown: an override first, then a prior template unfolded, then a distribution. */
export function elaborateStochastic(context: Context, declared: Stochast): void {
  const override = context.override(declared.name);
  const quantity =
    override === undefined
      ? declared
      : {
          ...declared,
          distribution: override.distribution,
          scope: nestedScope(override.source, fanNames(declared), context.globalScope),
          place: override.place,
        };
  const { distribution } = quantity;
  const template =
    distribution.kind === 'call' ? context.priors.get(distribution.function.name) : undefined;
  if (template !== undefined) {
    unfold(context, quantity, template, distribution as Call);
    return;
  }
  context.declare({
    kind: 'unknown',
    name: quantity.name,
    place: quantity.place,
    role: quantity.role,
    dimensions: () => quantity.dimensions(),
    prior: () => typeDistribution(context, quantity.scope, distribution),
    ...(quantity.fanIn === undefined ? {} : { fanIn: quantity.fanIn }),
  });
}

function fanNames(declared: Stochast): ReadonlyMap<string, (place: Place) => Term | undefined> {
  const own = new Map<string, (place: Place) => Term | undefined>();
  for (const name of ['fan_in', 'fan_out']) {
    own.set(name, (place) => declared.scope.lookup(name, place));
  }
  return own;
}

/** `w ~ sparse_laplace()`: the template's statements, its target standing for the quantity. */
function unfold(
  context: Context,
  quantity: Stochast,
  template: PriorDeclaration,
  call: Call,
): void {
  const own = new Map<string, (place: Place) => Term | undefined>(fanNames(quantity));
  const scope = nestedScope(context.globalScope.source, own);
  const full = (local: string) =>
    local === template.target.name ? quantity.name : `${quantity.name}.${local}`;
  bindParameters(context, { quantity, template, call, own });
  for (const statement of template.statements) {
    const name = full(statement.name.name);
    own.set(statement.name.name, (place) => context.quantity(name, place));
  }
  let targetSeen = false;
  for (const statement of template.statements) {
    const isTarget = statement.name.name === template.target.name;
    targetSeen ||= isTarget;
    const perElement = statement.dimensions.some(
      (text) => text.kind === 'name' && text.name === template.target.name,
    );
    const dimensions = () =>
      isTarget || perElement
        ? quantity.dimensions()
        : statement.dimensions.flatMap((text) => dimensionOf(context, scope, text) ?? []);
    const place = { source: scope.source, span: statement.span };
    const role = isTarget || perElement ? quantity.role : 'parameter';
    const name = full(statement.name.name);
    if (statement.kind === 'stochastic') {
      const fanIn = isTarget && quantity.fanIn ? { fanIn: quantity.fanIn } : {};
      const { distribution } = statement;
      elaborateLocal(context, isTarget, {
        name,
        role,
        place,
        distribution,
        scope,
        dimensions,
        ...fanIn,
      });
    } else {
      context.declare({
        kind: 'deterministic',
        name,
        place,
        role: quantity.role === 'weight' ? 'weight' : 'deterministic',
        declared: true,
        dimensions,
        value: () => typeExpression(context, scope, statement.value),
      });
    }
  }
  if (!targetSeen) {
    const values = { name: template.name.name, target: template.target.name };
    const place = { source: scope.source, span: template.span };
    context.report(diagnostic(checkMessages.templateTarget, values, place));
  }
}

/** The target itself was already looked up among the overrides. */
function elaborateLocal(context: Context, isTarget: boolean, local: Stochast): void {
  const plain: Context = isTarget ? { ...context, override: () => undefined } : context;
  elaborateStochastic(plain, local);
}

interface Binding {
  readonly quantity: Stochast;
  readonly template: PriorDeclaration;
  readonly call: Call;
  readonly own: Map<string, (place: Place) => Term | undefined>;
}

function bindParameters(context: Context, { quantity, template, call, own }: Binding): void {
  const place = { source: quantity.scope.source, span: call.span };
  for (const [name, value] of matchArguments(
    context,
    template.name.name,
    template.parameters,
    call.arguments,
    place,
  )) {
    own.set(
      name.name.name,
      parameterTerm(context, {
        parameter: name,
        value,
        owner: template.name.name,
        callScope: quantity.scope,
        declaredName: `${quantity.name}.${name.name.name}`,
        role: 'parameter',
        dimensions: () => [],
        place,
      }),
    );
  }
}

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
  /** Name of the unknown, if the parameter has a prior. */
  readonly declaredName: string;
  readonly role: CheckedUnknown['kind'];
  dimensions(): readonly Dimension[];
  readonly place: Place;
}

/** What a template's parameter stands for: a new unknown (`c ~ ...`), or the value given. */
export function parameterTerm(
  context: Context,
  request: ParameterRequest,
): (place: Place) => Term | undefined {
  const { parameter, value, declaredName, callScope } = request;
  const prior = value?.stochastic ? value.value : value === undefined ? parameter.prior : undefined;
  if (prior !== undefined) {
    const scope = value === undefined ? context.globalScope : callScope;
    const { role, dimensions } = request;
    const place = { source: scope.source, span: prior.span };
    elaborateStochastic(context, {
      name: declaredName,
      role,
      place,
      distribution: prior,
      scope,
      dimensions,
    });
    return (at) => supported(context, request, context.quantity(declaredName, at));
  }
  const expression = value?.value ?? parameter.value;
  if (expression === undefined) return () => undefined;
  let term: Term | undefined;
  return () => {
    const scope = value === undefined ? context.globalScope : callScope;
    term ??= supported(context, request, typeExpression(context, scope, expression));
    return term;
  };
}

const complained = new WeakSet<TemplateParameter>();

function supported(
  context: Context,
  { parameter, owner, place }: ParameterRequest,
  term: Term | undefined,
): Term | undefined {
  const wanted = parameter.support && rangeOfType(parameter.support.name);
  if (!term || term.kind === 'invalid' || !parameter.support || wanted === undefined) return term;
  const fitting =
    parameter.support.name === 'positive'
      ? fits(term.range, 'positive')
      : term.range.lower >= wanted.lower && term.range.upper <= wanted.upper;
  if (fitting || complained.has(parameter)) return term;
  complained.add(parameter);
  const values = {
    parameter: parameter.name.name,
    name: owner,
    support: parameter.support.name,
    value: 'what is given',
    found: describeRange(term.range),
    remedy: `give ${parameter.name.name} a prior or a value that is ${parameter.support.name}`,
  };
  context.report(diagnostic(checkMessages.parameterSupport, values, place));
  return term;
}
