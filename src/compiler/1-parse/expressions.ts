import type { CstNode, IToken } from 'chevrotain';
import { identifier, node, nodes, spanOf, spanOfToken, token, tokens } from './cst.js';
import type {
  Argument,
  BinaryOperator,
  Expression,
  Repetition,
  TextLiteral,
  UnaryOperator,
} from './program.js';

/** Syntax tree of any level of an expression to the program's expression. */
export function toExpression(cst: CstNode): Expression {
  switch (cst.name) {
    case 'expression':
      return leftToRight(cst, () => '||');
    case 'conjunction':
      return leftToRight(cst, () => '&&');
    case 'comparison':
    case 'additive':
    case 'multiplicative': {
      const operators = tokens(cst, 'operators').map((found) => found.image as BinaryOperator);
      return leftToRight(cst, (i) => operators[i]!);
    }
    case 'unary':
      return toExpression(nodes(cst, 'prefixed')[0] ?? node(cst, 'power'));
    case 'prefixed':
      return {
        kind: 'unary',
        operator: (tokens(cst, 'Sign')[0] ?? token(cst, 'Not')).image as UnaryOperator,
        operand: toExpression(node(cst, 'unary')),
        span: spanOf(cst),
      };
    case 'power':
      return toPower(cst);
    case 'postfix':
      return toIndexed(cst);
    default:
      return toPrimary(cst);
  }
}

function leftToRight(cst: CstNode, operator: (i: number) => BinaryOperator): Expression {
  const [first, ...rest] = nodes(cst, 'operands').map(toExpression);
  return rest.reduce(
    (left, right, i) => ({
      kind: 'binary',
      operator: operator(i),
      left,
      right,
      span: { start: left.span.start, end: right.span.end },
    }),
    first!,
  );
}

function toPower(cst: CstNode): Expression {
  const left = toExpression(node(cst, 'postfix'));
  const [exponent] = nodes(cst, 'unary');
  if (exponent === undefined) return left;
  return { kind: 'binary', operator: '^', left, right: toExpression(exponent), span: spanOf(cst) };
}

function toIndexed(cst: CstNode): Expression {
  return nodes(cst, 'indices').reduce(
    (base, brackets): Expression => {
      const indices = nodes(brackets, 'indexItem').map(toIndex);
      return {
        kind: 'index',
        base,
        indices,
        span: { start: base.span.start, end: spanOf(brackets).end },
      };
    },
    toExpression(node(cst, 'primary')),
  );
}

/** `:` is a call of all, `1:3` a call of range. */
function toIndex(item: CstNode): Expression {
  const span = spanOf(item);
  const ends = nodes(item, 'expression').map(toExpression);
  if (ends.length === 1) return ends[0]!;
  const name = ends.length === 0 ? 'all' : 'range';
  const list = ends.map((value): Argument => ({ stochastic: false, value, span: value.span }));
  return { kind: 'call', function: { name, span }, arguments: list, span };
}

function toPrimary(cst: CstNode): Expression {
  const [number] = tokens(cst, 'NumberText');
  if (number !== undefined) {
    const { image } = number;
    return { kind: 'number', value: Number(image), text: image, span: spanOfToken(number) };
  }
  const [inner] = nodes(cst, 'expression');
  if (inner !== undefined) return { ...toExpression(inner), span: spanOf(cst) };
  const name = identifier(token(cst, 'Name'));
  const [list] = nodes(cst, 'arguments');
  if (list === undefined) return { kind: 'name', ...name };
  return { kind: 'call', function: name, arguments: toArguments(list), span: spanOf(cst) };
}

export function toArguments(list: CstNode): readonly Argument[] {
  return nodes(list, 'argument').map((argument): Argument => {
    const [name] = tokens(argument, 'Name');
    const [repetition] = nodes(argument, 'repetition');
    const [text] = tokens(argument, 'Text');
    const value = text === undefined ? toExpression(node(argument, 'expression')) : toText(text);
    return {
      ...(name === undefined ? {} : { name: identifier(name) }),
      stochastic: tokens(argument, 'Tilde').length > 0,
      value: repetition === undefined ? value : toRepetition(value, repetition),
      span: spanOf(argument),
    };
  });
}

function toText(text: IToken): TextLiteral {
  return { kind: 'text', value: text.image.slice(1, -1), span: spanOfToken(text) };
}

function toRepetition(value: Expression, cst: CstNode): Repetition {
  return {
    kind: 'repetition',
    value,
    name: identifier(token(cst, 'Name')),
    first: toExpression(node(cst, 'first')),
    last: toExpression(node(cst, 'last')),
    span: { start: value.span.start, end: spanOf(cst).end },
  };
}
