import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import { findFunction, functions, type LanguageFunction } from '../../library/index.js';
import type { Call, Expression } from '../1-parse/program.js';
import { invalid, type Context } from './context.js';
import { commonDimensions } from './expression-shapes.js';
import { checkMessages } from './messages.js';
import type { Place, Term } from './model.js';
import { rangeOfSupport, supportOfRange } from './range.js';

/** A call of a function of the language. */
export function typeCall(
  context: Context,
  call: Call,
  type: (expression: Expression) => Term,
  place: Place,
): Term {
  const { name } = call.function;
  const known = functions.filter((candidate) => candidate.name === name);
  if (known.length === 0) {
    const remedy = didYouMean(name, new Set(functions.map((f) => f.name)), 'use another function');
    context.report(diagnostic(checkMessages.unknownFunction, { name, remedy }, place));
    return invalid(place);
  }
  const operands = call.arguments.map((argument) => type(argument.value));
  const found = findFunction(name, operands.length);
  if (found === undefined || call.arguments.some((argument) => argument.name !== undefined)) {
    reportCount(context, name, known, operands.length, place);
    return invalid(place);
  }
  if (operands.some((operand) => operand.kind === 'invalid')) return invalid(place);
  return applyFunction(context, found, operands, place);
}

function applyFunction(
  context: Context,
  found: LanguageFunction,
  operands: readonly Term[],
  place: Place,
): Term {
  const range = rangeOfSupport(found.support(operands.map((x) => supportOfRange(x.range))));
  const build = found.build;
  if (found.kind === 'elementwise') {
    const dimensions = commonDimensions(context, operands, found.name, place);
    if (dimensions === undefined) return invalid(place);
    return { kind: 'elementwise', name: found.name, operands, build, dimensions, range, place };
  }
  const shapes = operands.map((operand) => operand.dimensions);
  const dimensions = found.dimensions?.(shapes) ?? [];
  if (typeof dimensions !== 'string')
    return { kind: 'whole', name: found.name, operands, build, dimensions, range, place };
  const values = { name: found.name, problem: dimensions };
  context.report(diagnostic(checkMessages.functionShape, values, place));
  return invalid(place);
}

function reportCount(
  context: Context,
  name: string,
  known: readonly LanguageFunction[],
  given: number,
  place: Place,
): void {
  const counts = known.map((f) => String(f.arity)).join(' or ');
  const expected = `${counts} ${counts === '1' ? 'argument' : 'arguments'} by position`;
  const { arity, argumentNames = [] } = known[0]!;
  const shown = Array.from({ length: arity }, (_, i) => argumentNames[i] ?? 'abc'[i] ?? '...');
  const usage = `${name}(${shown.join(', ')})`;
  context.report(
    diagnostic(checkMessages.argumentCount, { name, expected, given: String(given), usage }, place),
  );
}
