import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import { callText, chooseParameterisation, distributions, modifiers } from '../../library/index.js';
import type { Modifier, Parameter } from '../../library/index.js';
import type { Call, Expression } from '../1-parse/program.js';
import { combinations } from './combined-call.js';
import type { Context, Scope } from './context.js';
import { isFromRun, misplacedFromRun } from './from-run.js';
import { supportOf } from './distribution-range.js';
import { typeExpression } from './expression.js';
import { checkMessages } from './messages.js';
import type { DistributionTerm, Place, Term } from './model.js';
import { describeRange, fits, supportOfRange } from './range.js';

/** A distribution after `~`: its form chosen by the arguments, their supports checked. */
export function typeDistribution(
  context: Context,
  scope: Scope,
  expression: Expression,
): DistributionTerm | undefined {
  const place: Place = { source: scope.source, span: expression.span };
  if (isFromRun(expression)) return misplacedFromRun(context, place);
  const modifier = expression.kind === 'call' && modifiers.get(expression.function.name);
  if (modifier) return typeModified(context, scope, expression, modifier);
  const combine = expression.kind === 'call' && combinations.get(expression.function.name);
  if (combine) {
    const type = (inner: Expression) => typeDistribution(context, scope, inner);
    const combined = combine({ context, scope, call: expression, place, type });
    return combined && checked(context, combined);
  }
  if (expression.kind !== 'call' || !distributions.has(expression.function.name)) {
    reportUnknown(context, scope, expression, place);
    return undefined;
  }
  const distribution = distributions.get(expression.function.name)!;
  const positional = expression.arguments.filter((argument) => argument.name === undefined);
  const named = expression.arguments.flatMap((argument) => argument.name?.name ?? []);
  const choice = chooseParameterisation(distribution, positional.length, named);
  if (choice.kind === 'refused') {
    const usage = choice.forms.join(' or ');
    const values = { name: distribution.name, problem: choice.because, usage };
    context.report(diagnostic(checkMessages.distributionArguments, values, place));
    return undefined;
  }
  const typed = choice.order.map((key) =>
    typeExpression(context, scope, argumentAt(expression, key)),
  );
  if (typed.some((term) => term.kind === 'invalid')) return undefined;
  const { parameterisation } = choice;
  return checked(context, { distribution, parameterisation, arguments: typed, place });
}

/** The term, if every argument lies in the support of its parameter. */
function checked(context: Context, term: DistributionTerm): DistributionTerm | undefined {
  const right = term.parameterisation.parameters.map((parameter, i) =>
    checkParameter(context, term.distribution.name, parameter, term.arguments[i]!),
  );
  return right.every(Boolean) ? term : undefined;
}

/** `ordered(normal(0, 2))`: the law of the argument, changed. */
function typeModified(
  context: Context,
  scope: Scope,
  call: Call,
  modifier: Modifier,
): DistributionTerm | undefined {
  const place: Place = { source: scope.source, span: call.span };
  const [argument] = call.arguments;
  const refuse = (problem: string) => {
    const values = { name: modifier.name, problem, usage: `${modifier.name}(normal(0, 1))` };
    context.report(diagnostic(checkMessages.modifierArguments, values, place));
    return undefined;
  };
  if (!argument || argument.name !== undefined || call.arguments.length > 1) {
    return refuse('it takes one distribution');
  }
  const inner = typeDistribution(context, scope, argument.value);
  if (inner === undefined) return undefined;
  const because = modifier.refuses(inner.distribution);
  if (because !== undefined) return refuse(because);
  const write = (texts: readonly string[]) => `${modifier.name}(${callText(inner, texts)})`;
  const parameterisation = { ...inner.parameterisation, write };
  return { ...inner, distribution: modifier.apply(inner.distribution), parameterisation, place };
}

function argumentAt(call: Call, key: number | string): Expression {
  const positional = call.arguments.filter((argument) => argument.name === undefined);
  const found =
    typeof key === 'number'
      ? positional[key]
      : call.arguments.find((argument) => argument.name?.name === key);
  return found!.value;
}

function checkParameter(context: Context, name: string, parameter: Parameter, term: Term): boolean {
  if (fits(term.range, parameter.support)) return true;
  const found = describeRange(term.range);
  const value = term.place.source.text.slice(term.place.span.start, term.place.span.end);
  const remedy =
    parameter.support === 'positive'
      ? `give it a positive prior such as half_normal(1), or write exp(${value})`
      : `give a value that is ${parameter.support}`;
  const values = {
    parameter: parameter.name,
    name,
    support: parameter.support,
    value,
    found,
    remedy,
  };
  context.report(diagnostic(checkMessages.parameterSupport, values, term.place));
  return false;
}

function reportUnknown(context: Context, scope: Scope, expression: Expression, place: Place): void {
  const made = [...modifiers.keys(), ...combinations.keys(), 'from_run'];
  const known = [...distributions.keys(), ...made, ...scope.home.names('prior')];
  const text = place.source.text.slice(expression.span.start, expression.span.end);
  const name =
    expression.kind === 'call'
      ? expression.function.name
      : expression.kind === 'name'
        ? expression.name
        : text;
  const remedy = known.includes(name)
    ? `call it: ${name}(...)`
    : didYouMean(name, known, `use one of: ${known.slice(0, 8).join(', ')}, ...`);
  context.report(diagnostic(checkMessages.unknownDistribution, { name, remedy }, place));
}

/** Whether a checked value can be observed under a distribution. */
export function checkObserved(context: Context, value: Term, term: DistributionTerm): void {
  const support = supportOf(term).kind;
  const classes = support === 'class' && value.range.integer && value.range.lower >= 1;
  if (classes || support === 'interval' || fits(value.range, support)) return;
  const values = {
    value: value.place.source.text.slice(value.place.span.start, value.place.span.end),
    name: term.distribution.name,
    found: describeRange(value.range),
    support: support === supportOfRange(value.range) ? 'another set' : support,
  };
  context.report(diagnostic(checkMessages.observedSupport, values, value.place));
}
