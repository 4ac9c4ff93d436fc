import { diagnostic } from '../../base/message.js';
import { shapeText, type Dimension } from '../../library/dimension.js';
import type { Call, Expression, Index } from '../1-parse/program.js';
import { invalid, type Context } from './context.js';
import { checkMessages } from './messages.js';
import type { IndexTerm, Place, Term } from './model.js';

/** `alpha[county]`, `x[:, 2]`, `a[1:3]`: one index an axis, from the first. */
export function typeIndex(
  context: Context,
  expression: Index,
  type: (expression: Expression) => Term,
  place: Place,
): Term {
  const base = type(expression.base);
  if (base.kind === 'invalid') return invalid(place);
  const fail = (problem: string): Term => {
    context.report(diagnostic(checkMessages.badIndex, { problem }, place));
    return invalid(place);
  };
  const { dimensions } = base;
  if (expression.indices.length > dimensions.length) {
    return fail(
      `${shapeText(dimensions)} cannot take ${String(expression.indices.length)} indices`,
    );
  }
  const indices = expression.indices.map((index) => typeOne(index, type));
  if (indices.some((index) => index === 'invalid')) return invalid(place);
  const wrong = indices.find((index) => typeof index === 'string');
  if (wrong !== undefined) return fail(wrong);
  const typed = indices as IndexTerm[];
  const outside = typed.findIndex((index, axis) => !isInside(index, dimensions[axis]!));
  if (outside >= 0) return fail(`the index on axis ${String(outside + 1)} lies outside it`);
  const gathers = typed.filter((index) => index.kind === 'gather');
  if (gathers.length > 1 || (gathers.length === 1 && typed[0]!.kind !== 'gather')) {
    return fail('an array of indices stands on the first axis, and on one axis only');
  }
  return {
    kind: 'index',
    base,
    indices: typed,
    dimensions: [
      ...typed.flatMap((index, axis) => kept(index, dimensions[axis]!)),
      ...dimensions.slice(typed.length),
    ],
    range: base.range,
    place,
  };
}

function typeOne(index: Expression, type: (expression: Expression) => Term): IndexTerm | string {
  if (index.kind === 'call' && index.function.name === 'all') return { kind: 'all' };
  if (index.kind === 'call' && index.function.name === 'range') return typeRange(index);
  const term = type(index);
  if (term.kind === 'invalid') return 'invalid';
  if (term.kind === 'number') {
    const position = term.value;
    if (Number.isInteger(position) && position >= 1) return { kind: 'at', position };
    return `${String(position)} is not a place in an array`;
  }
  if (!term.range.integer) return 'the index can be something else than a whole number';
  return { kind: 'gather', by: term };
}

function typeRange(call: Call): IndexTerm | string {
  const [first, last] = call.arguments.map((argument) => argument.value);
  if (first?.kind !== 'number' || last?.kind !== 'number') {
    return 'the ends of a range must be whole numbers';
  }
  const ordered = first.value >= 1 && last.value >= first.value;
  if (!ordered) return `${first.text}:${last.text} is not a range from 1`;
  return { kind: 'range', first: first.value, last: last.value };
}

function isInside(index: IndexTerm, dimension: Dimension): boolean {
  if (dimension.kind !== 'fixed' || index.kind === 'gather' || index.kind === 'all') return true;
  return (index.kind === 'at' ? index.position : index.last) <= dimension.size;
}

function kept(index: IndexTerm, dimension: Dimension): readonly Dimension[] {
  switch (index.kind) {
    case 'at':
      return [];
    case 'all':
      return [dimension];
    case 'range':
      return [{ kind: 'fixed', size: index.last - index.first + 1 }];
    case 'gather':
      return index.by.dimensions;
  }
}
