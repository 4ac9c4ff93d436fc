import { InvariantError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Call, Deterministic, Stochastic, TemplateParameter } from '../1-parse/program.js';
import { invalid, templateScope, type Context, type Names, type Scope } from './context.js';
import type { Template } from './home.js';
import { checkMessages } from './messages.js';
import { templateMessages } from './template-messages.js';
import type { Place, Term } from './model.js';
import { matchArguments, parameterTerm } from './template-call.js';

/** The value of an activation whose input and parameters have these names. */
export function activationValue(
  context: Context,
  { declaration, home }: Template<'activation'>,
  own: Names,
): Term {
  const { body, name } = declaration;
  if ('kind' in body) return context.type(templateScope(home, own), body);
  const place = { source: home.source, span: declaration.span };
  const random = body.find((statement): statement is Stochastic => statement.kind === 'stochastic');
  if (random !== undefined) {
    const values = { name: random.name.name, activation: name.name };
    const at = { source: home.source, span: random.span };
    context.report(diagnostic(templateMessages.activationRandom, values, at));
    return invalid(place);
  }
  const result = body.find((statement) => statement.name.name === name.name);
  if (result === undefined) {
    context.report(diagnostic(templateMessages.activationResult, { name: name.name }, place));
    return invalid(place);
  }
  const scope = blockScope(context, templateScope(home, own), body as readonly Deterministic[]);
  return scope.lookup(name.name, place)!;
}

/** The names of a block in any order, each typed once. */
function blockScope(context: Context, outer: Scope, statements: readonly Deterministic[]): Scope {
  const typed = new Map<string, Term>();
  const open: string[] = [];
  const byName = new Map(statements.map((statement) => [statement.name.name, statement]));
  const lookup = (name: string, place: Place): Term | undefined => {
    const statement = byName.get(name);
    if (statement === undefined) return outer.lookup(name, place);
    if (open.includes(name)) {
      const path = [...open.slice(open.indexOf(name)), name].join(' -> ');
      context.report(diagnostic(checkMessages.cycle, { name, path }, place));
      typed.set(name, invalid(place));
      return invalid(place);
    }
    open.push(name);
    const term = typed.get(name) ?? context.type(scope, statement.value);
    open.pop();
    // A circle found on the way has already marked the name.
    typed.set(name, typed.get(name) ?? term);
    return term;
  };
  const scope: Scope = { ...outer, lookup, names: () => [...byName.keys(), ...outer.names()] };
  return scope;
}

/** `hat(x, centre = 2)` in an expression: an activation is a function of its input and parameters. */
export function typeActivationCall(
  context: Context,
  scope: Scope,
  template: Template<'activation'>,
  call: Call,
): Term {
  const place = { source: scope.source, span: call.span };
  const { declaration, home } = template;
  const name = declaration.name.name;
  if (context.calling.includes(declaration)) {
    const circle = context.calling.slice(context.calling.indexOf(declaration));
    const path = [...circle.map((each) => each.name.name), name].join(' -> ');
    context.report(diagnostic(checkMessages.cycle, { name, path }, place));
    return invalid(place);
  }
  const inner = { ...context, calling: [...context.calling, declaration] };
  const [input, ...rest] = call.arguments;
  const drawn = call.arguments.find((argument) => argument.stochastic);
  const own = new Map<string, (place: Place) => Term | undefined>();
  if (input === undefined || input.name !== undefined || drawn !== undefined) {
    const usage = `${name}(${[declaration.input, ...declaration.parameters.map((p) => p.name)].map((p) => p.name).join(', ')})`;
    const problem = drawn ? 'a prior stands in a layer only' : 'its input comes first';
    context.report(
      diagnostic(checkMessages.distributionArguments, { name, problem, usage }, place),
    );
    return invalid(place);
  }
  const x = context.type(scope, input.value);
  if (x.kind === 'invalid') return x;
  own.set(declaration.input.name, () => x);
  // A default that is a prior would be an unknown without a name.
  const fixed = declaration.parameters.map(withoutPrior);
  const ownScope = templateScope(home, own);
  for (const [parameter, value] of matchArguments(context, name, fixed, rest, place)) {
    const request = { parameter, value, owner: name, callScope: scope, ownScope, place };
    const more = {
      declaredName: '',
      role: 'parameter',
      copies: () => [],
      declare: noUnknown,
    } as const;
    const term = parameterTerm(inner, { ...request, ...more });
    if (term(place)?.kind === 'invalid') return invalid(place);
    own.set(parameter.name.name, term);
  }
  return activationValue(inner, template, own);
}

function noUnknown(): never {
  throw new InvariantError('a function declares no unknown');
}

function withoutPrior({
  name,
  dimensions,
  support,
  value,
  span,
}: TemplateParameter): TemplateParameter {
  return { name, dimensions, span, ...(support && { support }), ...(value && { value }) };
}
