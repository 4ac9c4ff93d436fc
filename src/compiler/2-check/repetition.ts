import { diagnostic } from '../../base/message.js';
import { findFunction } from '../../library/index.js';
import type { Call, Expression, Repetition } from '../1-parse/program.js';
import { invalid, nestedScope, type Context, type Scope } from './context.js';
import { commonDimensions } from './expression-shapes.js';
import { templateMessages } from './template-messages.js';
import type { Place, Term } from './model.js';
import { binaryOperators } from './operators.js';
import { pointRange, rangeOfSupport, supportOfRange, type Range } from './range.js';
import type { Node } from '../../expression/node.js';

/** Longer sums are matrix products, which cost less. */
const MOST = 200;

/** How a function joins two of many values. */
interface Joining {
  build(a: Node, b: Node): Node;
  range(a: Range, b: Range): Range;
}

/** `sum(c[j] * max(x - j, 0) for j in 1:4)`: the value for each j, joined elementwise. */
export function typeRepetition(
  context: Context,
  scope: Scope,
  call: Call,
  { value, name, first, last, span }: Repetition,
): Term {
  const place: Place = { source: scope.source, span: call.span };
  const joining = JOININGS.get(call.function.name);
  const [from, to] = [first, last].map((end) => wholeNumber(context, scope, end));
  const problem =
    joining === undefined || call.arguments.length > 1
      ? `for stands in sum, max and min of one value, not in ${call.function.name}`
      : from === undefined || to === undefined
        ? 'the ends of a range must be whole numbers that the text tells'
        : to < from || to - from >= MOST
          ? `${String(from)}:${String(to)} must go up, and over ${String(MOST)} numbers at most`
          : undefined;
  if (problem !== undefined) {
    const at = { source: scope.source, span };
    context.report(diagnostic(templateMessages.badRepetition, { problem }, at));
    return invalid(place);
  }
  const valueAt = (i: number) => {
    const counter = counterTerm(i, { source: scope.source, span: name.span });
    const own = new Map([[name.name, () => counter]]);
    return context.type(nestedScope(scope.source, own, scope), value);
  };
  let total = valueAt(from!);
  // What is wrong with one of them is said once.
  for (let i = from! + 1; i <= to! && total.kind !== 'invalid'; i++) {
    total = joined(context, joining!, call.function.name, [total, valueAt(i)], place);
  }
  return total;
}

/** Where no function joins the values. */
export function misplacedRepetition(context: Context, place: Place): Term {
  const problem = 'for stands in sum, max and min only';
  context.report(diagnostic(templateMessages.badRepetition, { problem }, place));
  return invalid(place);
}

function joined(
  context: Context,
  { build, range }: Joining,
  name: string,
  operands: readonly [Term, Term],
  place: Place,
): Term {
  if (operands.some((x) => x.kind === 'invalid')) return invalid(place);
  const dimensions = commonDimensions(context, operands, name, place);
  if (dimensions === undefined) return invalid(place);
  const [a, b] = operands;
  const shown = name === 'sum' ? '+' : name;
  return {
    kind: 'elementwise',
    name: shown,
    operands,
    build: ([x, y]) => build(x!, y!),
    dimensions,
    range: range(a.range, b.range),
    place,
  };
}

function ofFunction(name: string): Joining {
  const { build, support } = findFunction(name, 2)!;
  return {
    build: (a, b) => build([a, b]),
    range: (a, b) => rangeOfSupport(support([supportOfRange(a), supportOfRange(b)])),
  };
}

const JOININGS: ReadonlyMap<string, Joining> = new Map([
  ['sum', binaryOperators['+']],
  ['max', ofFunction('max')],
  ['min', ofFunction('min')],
]);

function wholeNumber(context: Context, scope: Scope, end: Expression): number | undefined {
  const term = context.type(scope, end);
  const size = term.kind === 'size' && term.dimension.kind === 'fixed' ? term.dimension.size : NaN;
  const value = term.kind === 'number' ? term.value : size;
  return Number.isInteger(value) ? value : undefined;
}

function counterTerm(value: number, place: Place): Term {
  return { kind: 'number', value, dimensions: [], range: pointRange(value), place };
}
