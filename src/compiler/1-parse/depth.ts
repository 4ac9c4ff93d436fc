import { tokenMatcher, type IToken, type TokenType } from 'chevrotain';
import * as t from '../../../grammar/tokens.js';

/** More than any person writes; the parser calls itself some fifty times for each level. */
const MOST_LEVELS = 100;

const OPEN: readonly TokenType[] = [t.LeftParen, t.LeftBracket, t.LeftBrace];
const CLOSE: readonly TokenType[] = [t.RightParen, t.RightBracket, t.RightBrace];
const PREFIX: readonly TokenType[] = [t.Sign, t.Not];
const PARTS: readonly TokenType[] = [
  ...[t.Times, t.Comparison, t.And, t.Or, t.Comma, t.Semicolon, t.Colon, t.Tilde, t.Equals],
];

/** The token where brackets, signs and powers are nested deeper than the parser can follow, if any. */
export function tooDeepAt(tokens: readonly IToken[]): IToken | undefined {
  const around: number[] = [];
  let chain = 0;
  let depth = 0;
  let afterOperand = false;
  for (const token of tokens) {
    const { tokenType: type } = token;
    const isOperand = type === t.NumberText || tokenMatcher(token, t.Name);
    const before = chain;
    if (OPEN.includes(type)) {
      around.push(chain);
      depth++;
      chain = 0;
    } else if (CLOSE.includes(type)) {
      depth = Math.max(0, depth - 1 - chain);
      chain = around.pop() ?? 0;
    } else if (PARTS.includes(type) || (afterOperand && (isOperand || PREFIX.includes(type)))) {
      chain = 0;
      depth -= before;
    } else if (type === t.Power || PREFIX.includes(type)) {
      chain++;
      depth++;
    }
    if (depth > MOST_LEVELS) return token;
    afterOperand = isOperand || CLOSE.includes(type);
  }
  return undefined;
}
