import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { SourceText } from '../../base/source.js';
import { spanOfToken } from './cst.js';
import { looseBrackets } from './boundaries.js';
import { parseMessages } from './messages.js';

const PARTNERS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  ')': '(',
  ']': '[',
  '}': '{',
};

/** What each rule of the grammar is in a user's words, and what it wants. */
const PARTS: Readonly<Record<string, { part: string; expected: string; remedy: string }>> = {
  statement: {
    part: 'a program',
    expected: 'a statement',
    remedy: 'write a declaration such as mu ~ normal(0, 1), or observe y ~ ...',
  },
  program: {
    part: 'a program',
    expected: 'a statement',
    remedy: 'write a declaration such as mu ~ normal(0, 1), or observe y ~ ...',
  },
  declaration: {
    part: 'a declaration',
    expected: '~ or = and a right side',
    remedy: 'write name ~ distribution(...), or name = expression',
  },
  observe: {
    part: 'an observe statement',
    expected: '~ and a distribution',
    remedy: 'write observe y ~ normal(mu, sigma)',
  },
  dataBlock: {
    part: 'a data block',
    expected: 'a field, or }',
    remedy: 'write data { y: real[n] }',
  },
  field: {
    part: 'a data field',
    expected: 'a colon and a type',
    remedy: 'write name: real[n]',
  },
  network: {
    part: 'a network',
    expected: 'a layer, or }',
    remedy: 'write network f(x) { layer h = dense(x, 10) { ... } }',
  },
  layer: {
    part: 'a layer',
    expected: 'an expression such as dense(x, 10)',
    remedy: 'write layer h = dense(x, 10) { weight ~ ...  bias ~ ... }',
  },
  slot: {
    part: 'the block of a layer',
    expected: 'weight ~ ..., bias ~ ... or activation = ...',
    remedy: 'write weight ~ normal(0, 1)',
  },
  infer: {
    part: 'an infer block',
    expected: 'quantities and a sampler',
    remedy: 'write infer { tau using gibbs }',
  },
  inferItem: {
    part: 'an infer block',
    expected: 'using and a sampler',
    remedy: 'write infer { tau using gibbs }',
  },
};

const EXPRESSION = {
  part: 'an expression',
  expected: 'a number, a name or a bracketed expression',
  remedy: 'complete the expression, or delete what is left of it',
};

export function lexicalDiagnostic(source: SourceText, error: ILexingError): Diagnostic {
  const start = Number.isFinite(error.offset) ? error.offset : 0;
  const place = { source, span: { start, end: start + Math.max(1, error.length) } };
  const text = source.text.slice(start, start + 2);
  if (text === '/*') return diagnostic(parseMessages.openComment, {}, place);
  if (text.startsWith('"')) return diagnostic(parseMessages.openString, {}, place);
  const character = String.fromCodePoint(source.text.codePointAt(start) ?? 32);
  return diagnostic(parseMessages.strayCharacter, { character }, place);
}

/**
 * One diagnostic for a statement that does not parse; `tokens` are those of the statement alone,
 * `before` what stands between it and the last broken one, where a bracket may have been left open.
 */
export function syntaxDiagnostic(
  source: SourceText,
  error: IRecognitionException,
  tokens: readonly IToken[],
  before: readonly IToken[],
): Diagnostic {
  const found = error.token;
  const foreign = tokens.find((token) => token.tokenType.name === 'ForeignAssignment');
  const at = (token: IToken) => ({ source, span: spanOfToken(token) });
  if (foreign)
    return diagnostic(parseMessages.foreignAssignment, { sign: foreign.image }, at(foreign));
  if (found.image === ';') return diagnostic(parseMessages.semicolon, {}, at(found));
  const loop = tokens.find((token) => token.image === 'for');
  if (loop !== undefined) return diagnostic(parseMessages.loop, {}, at(loop));
  const { open, close } = looseBrackets(tokens);
  const [bracket] = [...looseBrackets(before).open, ...open];
  if (bracket !== undefined) {
    const values = { bracket: bracket.image, partner: PARTNERS[bracket.image]! };
    return diagnostic(parseMessages.unclosed, values, at(bracket));
  }
  if (close[0] !== undefined) {
    const values = { bracket: close[0].image, partner: PARTNERS[close[0].image]! };
    return diagnostic(parseMessages.unopened, values, at(close[0]));
  }
  const { part, expected, remedy } = PARTS[error.context.ruleStack.at(-1) ?? ''] ?? EXPRESSION;
  if (found.tokenType.name === 'EOF') {
    const last = tokens.at(-1);
    const span = last ? spanOfToken(last) : { start: 0, end: 0 };
    return diagnostic(parseMessages.endOfText, { part, expected }, { source, span });
  }
  const values = { found: found.image, part, expected, remedy };
  return diagnostic(parseMessages.unexpected, values, at(found));
}
