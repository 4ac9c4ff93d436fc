import { lexer } from '../../../../grammar/tokens.js';
import { InvariantError } from '../../../base/diagnostic.js';
import { statementStarts } from '../boundaries.js';
import { statementTrees } from '../trees.js';
import { Items } from './items.js';
import { Phrases, type Insertions } from './phrase.js';
import { TriviaTable } from './trivia.js';

/**
 * A text without syntax errors, laid out: the same tokens and comments in the same order, with
 * `insertions` put in. Lines end as the text's own do.
 */
export function layOutText(text: string, insertions: Insertions): string {
  const { tokens, groups } = lexer.tokenize(text);
  const comments = [...(groups.docs ?? []), ...(groups.comments ?? [])];
  comments.sort((a, b) => a.startOffset - b.startOffset);
  const trivia = new TriviaTable(text, tokens, comments);
  const trees = statementTrees(tokens, statementStarts(tokens));
  const lines = new Items(trivia, new Phrases(trivia, insertions)).program(trees);
  const laid = lines.map((line) => `${line.trimEnd()}\n`).join('');
  requireSameTokens(text, laid, insertions);
  return text.includes('\r\n') ? laid.replace(/\r?\n/g, '\r\n') : laid;
}

/** A formatter that loses a token would change what a program says: better none than that one. */
function requireSameTokens(before: string, after: string, insertions: Insertions): void {
  const words = (text: string, put: Insertions) => {
    const { tokens, groups } = lexer.tokenize(text);
    const all = [...tokens, ...(groups.docs ?? []), ...(groups.comments ?? [])];
    all.sort((a, b) => a.startOffset - b.startOffset);
    return all
      .map(({ startOffset, image }) => (put.get(startOffset) ?? '') + image)
      .join('')
      .replace(/\s/g, '');
  };
  if (words(before, insertions) !== words(after, new Map())) {
    throw new InvariantError('the formatted text would not say the same');
  }
}
