import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import { broadcastDimensions, shapeText } from '../../library/dimension.js';
import { functions } from '../../library/index.js';
import type { Binary, Call, Expression, Name, Unary } from '../1-parse/program.js';
import { typeActivationCall } from './activation-value.js';
import { invalid, type Context, type Scope } from './context.js';
import { commonDimensions } from './expression-shapes.js';
import { fromRunMessages } from './from-run-messages.js';
import { typeCall } from './function-call.js';
import { typeIndex } from './indexing.js';
import { checkMessages } from './messages.js';
import type { Place, Term } from './model.js';
import { typeRecursive } from './scan-call.js';
import { binaryOperators, unaryOperators } from './operators.js';
import { misplacedRepetition, typeRepetition } from './repetition.js';
import { addRanges, anything, multiplyRanges, pointRange } from './range.js';

/** Resolves and types an expression; what is wrong is reported once and becomes `invalid`. */
export function typeExpression(context: Context, scope: Scope, expression: Expression): Term {
  const place: Place = { source: scope.source, span: expression.span };
  const type = (inner: Expression) => typeExpression(context, scope, inner);
  switch (expression.kind) {
    case 'number':
      return {
        kind: 'number',
        value: expression.value,
        dimensions: [],
        range: pointRange(expression.value),
        place,
      };
    case 'text':
      context.report(diagnostic(fromRunMessages.strayText, { text: expression.value }, place));
      return invalid(place);
    case 'name':
      return typeName(context, scope, expression, place);
    case 'unary':
      return typeUnary(type(expression.operand), expression, place);
    case 'binary':
      return typeBinary(context, expression, type(expression.left), type(expression.right), place);
    case 'call':
      return typeCallOrRepetition(context, scope, expression, place);
    case 'repetition':
      return misplacedRepetition(context, place);
    case 'index':
      return typeIndex(context, expression, type, place);
  }
}

function typeCallOrRepetition(context: Context, scope: Scope, call: Call, place: Place): Term {
  const [first] = call.arguments;
  if (first?.value.kind === 'repetition') return typeRepetition(context, scope, call, first.value);
  const { name } = call.function;
  const recursive = typeRecursive({ context, scope, call, place, type: typeExpression });
  if (recursive !== undefined) return recursive;
  const isFunction = functions.some((candidate) => candidate.name === name);
  const activation = isFunction ? undefined : scope.home.find('activation', name);
  if (activation !== undefined) return typeActivationCall(context, scope, activation, call);
  return typeCall(context, call, (inner) => typeExpression(context, scope, inner), place);
}

function typeName(context: Context, scope: Scope, { name }: Name, place: Place): Term {
  const found = scope.lookup(name, place);
  if (found !== undefined) return found;
  const isFunction = functions.some((candidate) => candidate.name === name);
  const otherwise = isFunction ? `call it: ${name}(...)` : `declare ${name}, or delete it`;
  const remedy = isFunction ? otherwise : didYouMean(name, scope.names(), otherwise);
  context.report(diagnostic(checkMessages.unknownName, { name, remedy }, place));
  return invalid(place);
}

function typeUnary(operand: Term, { operator }: Unary, place: Place): Term {
  if (operand.kind === 'invalid') return invalid(place);
  const { build, range } = unaryOperators[operator];
  if (operand.kind === 'number' && operator === '-') {
    return { ...operand, value: -operand.value, range: pointRange(-operand.value), place };
  }
  return {
    kind: 'elementwise',
    name: operator,
    operands: [operand],
    build: ([x]) => build(x!),
    dimensions: operand.dimensions,
    range: range(operand.range),
    place,
  };
}

function typeBinary(
  context: Context,
  { operator, left: leftText, right: rightText }: Binary,
  left: Term,
  right: Term,
  place: Place,
): Term {
  if (left.kind === 'invalid' || right.kind === 'invalid') return invalid(place);
  if (operator === '@') return typeProduct(context, left, right, place);
  const dimensions = commonDimensions(context, [left, right], `'${operator}'`, place);
  if (dimensions === undefined) return invalid(place);
  const { build, range } = binaryOperators[operator];
  const square = operator === '*' && sameName(leftText, rightText);
  const found = range(left.range, right.range);
  return {
    kind: 'elementwise',
    name: operator,
    operands: [left, right],
    build: ([a, b]) => build(a!, b!),
    dimensions,
    range: square ? { ...found, lower: Math.max(0, found.lower) } : found,
    place,
  };
}

function sameName(a: Expression, b: Expression): boolean {
  return a.kind === 'name' && b.kind === 'name' && a.name === b.name;
}

function typeProduct(context: Context, left: Term, right: Term, place: Place): Term {
  const [a, b] = [left.dimensions, right.dimensions];
  const inner = a.at(-1);
  const fits =
    inner !== undefined &&
    b[0] !== undefined &&
    a.length <= 2 &&
    b.length <= 2 &&
    broadcastDimensions([inner], [b[0]])?.length === 1;
  if (!fits) {
    const values = { left: shapeText(a), right: shapeText(b) };
    context.report(diagnostic(checkMessages.productMismatch, values, place));
    return invalid(place);
  }
  const product = multiplyRanges(left.range, right.range);
  const range = product.lower >= 0 ? addRanges(product, { ...product, upper: Infinity }) : anything;
  return {
    kind: 'product',
    left,
    right,
    dimensions: [...a.slice(0, -1), ...b.slice(1)],
    range,
    place,
  };
}
