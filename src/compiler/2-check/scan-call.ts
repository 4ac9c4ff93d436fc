import { diagnostic } from '../../base/message.js';
import { alignment, shapeText } from '../../library/dimension.js';
import type { Argument, Call, Expression } from '../1-parse/program.js';
import { invalid, nestedScope, type Context, type Scope } from './context.js';
import { checkMessages } from './messages.js';
import type { Place, Previous, Term } from './model.js';
import { anything, type Range } from './range.js';
import { operandsOf } from './term.js';

type TypeExpression = (context: Context, scope: Scope, expression: Expression) => Term;

interface RecursiveCall {
  readonly context: Context;
  readonly scope: Scope;
  readonly call: Call;
  readonly place: Place;
  readonly type: TypeExpression;
}

/** Calls whose arguments are no plain list of values: their term, or what is wrong with them. */
const TYPED: Readonly<Record<'scan' | 'lag', (call: RecursiveCall) => Term | string>> = {
  scan: typeScan,
  lag: typeLag,
};

/** The term of such a call; undefined where the function is no such one. */
export function typeRecursive(recursive: RecursiveCall): Term | undefined {
  const { context, call, place } = recursive;
  const { name } = call.function;
  if (name !== 'scan' && name !== 'lag') return undefined;
  const found = TYPED[name](recursive);
  if (typeof found !== 'string') return found;
  context.report(diagnostic(checkMessages[name], { problem: found }, place));
  return invalid(place);
}

/** `scan(s = first, next)`: the first element, and each further one from `s`, the one before it. */
function typeScan({ context, scope, call, place, type }: RecursiveCall): Term | string {
  const [state, next] = argumentsOf(call);
  if (state?.name === undefined || next === undefined) {
    return 'it takes a name for the previous element with the first value, and the next value';
  }
  const { name } = state.name;
  const first = type(context, scope, state.value);
  if (first.kind === 'invalid') return first;
  const previousOf = (like: Pick<Previous, 'dimensions' | 'range'>): Previous => {
    const { dimensions, range } = like;
    return { kind: 'previous', name, dimensions, range, place };
  };
  const bodyWith = (inner: Context, previous: Previous) =>
    type(inner, nestedScope(scope.source, new Map([[name, () => previous]]), scope), next.value);
  const quiet: Context = { ...context, report: () => undefined };
  const { dimensions } = bodyWith(quiet, previousOf({ dimensions: [], range: anything }));
  const range = rangeOf(
    first.range,
    (assumed) => bodyWith(quiet, previousOf({ dimensions, range: assumed })).range,
  );
  const previous = previousOf({ dimensions, range });
  const body = bodyWith(context, previous);
  if (body.kind === 'invalid') return body;
  const problem = problemOf(name, first, previous, body);
  return problem ?? { kind: 'scan', first, previous, body, dimensions, range, place };
}

function argumentsOf(call: Call): readonly (Argument | undefined)[] {
  if (call.arguments.length !== 2 || call.arguments.some(({ stochastic }) => stochastic)) return [];
  const named = call.arguments.find(({ name }) => name !== undefined);
  const plain = call.arguments.find(({ name }) => name === undefined);
  return named && plain ? [named, plain] : [];
}

/** The narrowest of a few ranges that holds the first value, and with each value the next one. */
function rangeOf(first: Range, next: (assumed: Range) => Range): Range {
  const positive = { lower: 0, upper: Infinity, integer: false };
  const unit = { lower: 0, upper: 1, integer: false };
  const holds = (outer: Range, inner: Range) =>
    outer.lower <= inner.lower && inner.upper <= outer.upper;
  const found = [unit, positive].find((range) => holds(range, first) && holds(range, next(range)));
  return found ?? anything;
}

function problemOf(name: string, first: Term, previous: Previous, body: Term): string | undefined {
  const [time, ...others] = body.dimensions;
  if (time === undefined) return 'nothing in the next value has elements to go along';
  if (alignment(first.dimensions, others) === undefined) {
    return `the first value has shape ${shapeText(first.dimensions)}, and each next one ${shapeText(others)}`;
  }
  const whole = wholeUse(body, previous);
  return whole && `${name} is one element, and ${whole} is not element by element`;
}

/** How a term uses the previous value other than element by element. */
function wholeUse(term: Term, previous: Previous): string | undefined {
  if (!reads(term, previous) || term === previous) return undefined;
  if (term.kind !== 'elementwise') {
    const { source, span } = term.place;
    return source.text.slice(span.start, span.end);
  }
  return term.operands.map((operand) => wholeUse(operand, previous)).find(Boolean);
}

function reads(term: Term, previous: Previous): boolean {
  return term === previous || operandsOf(term).some((operand) => reads(operand, previous));
}

/** `lag(x, k, first)`: the element k places before, and `first` where there is none. */
function typeLag({ context, scope, call, place, type }: RecursiveCall): Term | string {
  if (call.arguments.length !== 3 || call.arguments.some(({ name }) => name !== undefined)) {
    return 'it takes an array, a number of places, and the value before the first element';
  }
  const [of, places, first] = call.arguments.map(({ value }) => type(context, scope, value)) as [
    Term,
    Term,
    Term,
  ];
  if ([of, places, first].some(({ kind }) => kind === 'invalid')) return invalid(place);
  if (places.kind !== 'number' || !(places.value >= 1) || !Number.isInteger(places.value)) {
    return 'the number of places is not a whole number from 1';
  }
  const [time, ...others] = of.dimensions;
  if (time === undefined) return 'a scalar has no element before';
  if (alignment(first.dimensions, others) === undefined) {
    return `the first value has shape ${shapeText(first.dimensions)}`;
  }
  const range = {
    lower: Math.min(of.range.lower, first.range.lower),
    upper: Math.max(of.range.upper, first.range.upper),
    integer: of.range.integer && first.range.integer,
  };
  return { kind: 'lag', of, places: places.value, first, dimensions: of.dimensions, range, place };
}
