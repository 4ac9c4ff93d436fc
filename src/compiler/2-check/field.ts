import { diagnostic } from '../../base/message.js';
import type { SourceText } from '../../base/source.js';
import { shapeText, type Dimension } from '../../library/dimension.js';
import type { DataField, Expression, Transform } from '../1-parse/program.js';
import type { Context } from './context.js';
import { dimensionOf } from './dimensions.js';
import { checkMessages } from './messages.js';
import type { CheckedField, FieldType } from './model.js';
import { anything, type Range } from './range.js';

const RANGES: Readonly<Record<FieldType, Range>> = {
  real: anything,
  positive: { lower: 0, upper: Infinity, integer: false },
  unit: { lower: 0, upper: 1, integer: false },
  int: { ...anything, integer: true },
  count: { lower: 0, upper: Infinity, integer: true },
  bool: { lower: 0, upper: 1, integer: true },
  index: { lower: 1, upper: Infinity, integer: true },
  class: { lower: 1, upper: Infinity, integer: true },
  simplex: { lower: 0, upper: 1, integer: false },
};

export const FIELD_TYPES: readonly string[] = Object.keys(RANGES);

/** Values of a data type or of a template parameter's support; undefined for an unknown word. */
export function rangeOfType(type: string): Range | undefined {
  return isFieldType(type) ? RANGES[type] : undefined;
}

function isFieldType(type: string): type is FieldType {
  return Object.hasOwn(RANGES, type);
}

/** Range of a field's values after its transform. */
export function rangeOfField({ type, transform }: CheckedField): Range {
  if (transform === undefined) return RANGES[type];
  if (transform.kind === 'standardize') return anything;
  const { lower, upper } = RANGES[type];
  const ends = [lower * transform.factor, upper * transform.factor].sort((a, b) => a - b);
  return { lower: ends[0]!, upper: ends[1]!, integer: false };
}

export function checkField(
  context: Context,
  source: SourceText,
  text: DataField,
): CheckedField | undefined {
  const type = text.type.name;
  const at = (span: { start: number; end: number }) => ({ source, span });
  if (!isFieldType(type)) {
    context.report(diagnostic(checkMessages.unknownType, { name: type }, at(text.type.span)));
    return undefined;
  }
  const scope = context.globalScope;
  const axis = (dimension: Expression) => dimensionOf(context, scope, dimension, true);
  const dimensions = text.dimensions.flatMap((dimension): Dimension[] => {
    const found = axis(dimension);
    return found === undefined ? [] : [found];
  });
  const levels = text.of === undefined ? undefined : axis(text.of);
  const name = text.name.name;
  if ((type === 'index' || type === 'class') && text.of === undefined) {
    const shape = dimensions.length === 0 ? '' : shapeText(dimensions);
    context.report(diagnostic(checkMessages.missingLevels, { name, type, shape }, at(text.span)));
  }
  const [transform, ...more] = text.qualities.filter(({ name: { name } }) => name !== 'missing');
  for (const { name: second, span } of more) {
    const values = { name: text.name.name, problem: `${second.name} is a second transform` };
    context.report(diagnostic(checkMessages.fieldQuality, values, at(span)));
  }
  const applied = transform && checkTransform(context, source, transform);
  const mayMiss = checkMissing(context, source, text);
  return {
    name,
    type,
    dimensions,
    ...(levels === undefined ? {} : { levels }),
    ...(applied === undefined ? {} : { transform: applied }),
    ...(mayMiss && { mayMiss }),
    place: at(text.span),
  };
}

/** Whether cells may be empty: of a simplex none can be missing alone. */
function checkMissing(context: Context, source: SourceText, text: DataField): true | undefined {
  const quality = text.qualities.find(({ name: { name } }) => name === 'missing');
  if (quality === undefined) return undefined;
  const { name: type } = text.type;
  if (type !== 'simplex' && quality.arguments.length === 0) return true;
  const problem =
    quality.arguments.length > 0
      ? 'missing takes no argument'
      : 'shares have a given sum, so that none is missing alone';
  const values = { name: text.name.name, problem };
  context.report(diagnostic(checkMessages.fieldQuality, values, { source, span: quality.span }));
  return undefined;
}

function checkTransform(
  context: Context,
  source: SourceText,
  transform: Transform,
): CheckedField['transform'] {
  const { name } = transform.name;
  if (name === 'standardize' && transform.arguments.length === 0) return { kind: 'standardize' };
  const factor = transform.arguments.length === 1 ? fold(transform.arguments[0]!.value) : undefined;
  if (name === 'scale' && factor !== undefined) return { kind: 'scale', factor };
  const place = { source, span: transform.span };
  context.report(diagnostic(checkMessages.unknownTransform, { name }, place));
  return undefined;
}

/** The value of an arithmetic expression of numbers. */
function fold(expression: Expression): number | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'unary') {
    const x = fold(expression.operand);
    return x === undefined || expression.operator === '!'
      ? undefined
      : expression.operator === '-'
        ? -x
        : x;
  }
  if (expression.kind !== 'binary') return undefined;
  const [a, b] = [fold(expression.left), fold(expression.right)];
  if (a === undefined || b === undefined) return undefined;
  const table: Partial<Record<string, number>> = {
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '^': a ** b,
  };
  return table[expression.operator];
}
