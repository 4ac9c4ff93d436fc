import { tokenMatcher, type IToken, type TokenType } from 'chevrotain';
import * as t from '../../../grammar/tokens.js';

const OPEN: readonly TokenType[] = [t.LeftParen, t.LeftBracket, t.LeftBrace];
const CLOSE: readonly TokenType[] = [t.RightParen, t.RightBracket, t.RightBrace];

/**
 * Places in the tokens where a statement begins: outside all brackets, or at the left margin, so that
 * one bracket left open does not swallow the rest of the text.
 */
export function statementStarts(tokens: readonly IToken[]): readonly number[] {
  const starts: number[] = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    const margin = token.startColumn === 1;
    if ((depth === 0 || margin) && begins(tokens, i)) {
      starts.push(i);
      depth = 0;
    }
    if (OPEN.includes(token.tokenType)) depth++;
    if (CLOSE.includes(token.tokenType)) depth = Math.max(0, depth - 1);
  });
  return starts;
}

function begins(tokens: readonly IToken[], i: number): boolean {
  const is = (offset: number, ...types: TokenType[]) => {
    const token = tokens[i + offset];
    return token !== undefined && types.some((type) => tokenMatcher(token, type));
  };
  if (is(0, t.Data, t.Infer, t.Generated) && is(1, t.LeftBrace)) return true;
  if (is(0, t.Network, t.Activation, t.Prior) && is(1, t.Name)) return true;
  if (is(0, t.Use) && is(1, t.Activation, t.Prior)) return true;
  if (is(0, t.Observe) && !is(1, t.Tilde, t.Equals, t.LeftBracket)) return true;
  if (!is(0, t.Name) || is(-1, t.Observe, t.Activation)) return false;
  return is(1, t.Tilde, t.Equals) || is(closing(tokens, i + 1) - i + 1, t.Tilde, t.Equals);
}

/** The place of the bracket that closes the one at `i`, or `i` itself. */
function closing(tokens: readonly IToken[], i: number): number {
  if (tokens[i]?.tokenType !== t.LeftBracket) return i;
  let depth = 0;
  for (let j = i; j < Math.min(tokens.length, i + 40); j++) {
    if (tokens[j]!.tokenType === t.LeftBracket) depth++;
    if (tokens[j]!.tokenType === t.RightBracket && --depth === 0) return j;
  }
  return i;
}

/** Brackets without a partner: the ones left open, and the ones that close nothing. */
export function looseBrackets(tokens: readonly IToken[]): { open: IToken[]; close: IToken[] } {
  const open: IToken[] = [];
  const close: IToken[] = [];
  for (const token of tokens) {
    const side = CLOSE.indexOf(token.tokenType);
    if (OPEN.includes(token.tokenType)) open.push(token);
    if (side < 0) continue;
    if (open.at(-1)?.tokenType === OPEN[side]) open.pop();
    else close.push(token);
  }
  return { open, close };
}
