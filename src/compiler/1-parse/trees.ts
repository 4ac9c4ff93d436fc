import type { CstNode, IRecognitionException, IToken } from 'chevrotain';
import { parser } from '../../../grammar/parser.js';
import { nodes } from './cst.js';

/** Tokens read at once: a syntax tree is many times its text, and small ones are forgotten cheaply. */
const CHUNK = 1000;

export interface Attempt {
  /** Of the statements, where all tokens parse. */
  readonly trees: readonly CstNode[];
  /** Place of the token that cannot stand where it does. */
  readonly failedAt: number;
  readonly error?: IRecognitionException;
}

export function parseTokens(tokens: IToken[]): Attempt {
  parser.input = tokens;
  const tree = parser.program() as CstNode | undefined;
  const [error] = parser.errors;
  if (error === undefined) return { trees: nodes(tree!, 'statement'), failedAt: 0 };
  const place = tokens.indexOf(error.token);
  return { trees: [], failedAt: place < 0 ? tokens.length - 1 : place, error };
}

/**
 * Where the tokens from `from` on may be cut so that what stands before is whole statements: at one of
 * `starts` after enough of them. Where the cut is wrong, what stands before it does not parse.
 */
export function chunkEnd(starts: readonly number[], from: number, length: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < from + CHUNK) low = middle + 1;
    else high = middle;
  }
  return starts[low] ?? length;
}

/** The trees of a text without syntax errors, one statement after another. */
export function* statementTrees(tokens: IToken[], starts: readonly number[]): Generator<CstNode> {
  for (let from = 0; from < tokens.length;) {
    const end = chunkEnd(starts, from, tokens.length);
    const chunk = parseTokens(tokens.slice(from, end));
    const whole = chunk.error === undefined ? chunk : parseTokens(tokens.slice(from));
    yield* whole.trees;
    from = chunk.error === undefined ? end : tokens.length;
  }
}
