import type { CstElement, IToken, TokenType } from 'chevrotain';
import * as t from '../../../../grammar/tokens.js';
import { spanOfElement } from './elements.js';

export interface Comment {
  readonly text: string;
  /** Whether the line ends after it. */
  readonly endsLine: boolean;
  /** Whether it begins its line. */
  readonly ownLine: boolean;
  /** Whether an empty line stands before it. */
  readonly blankBefore: boolean;
}

/** What stands around a token in the text that the grammar does not see. */
export interface Trivia {
  /** Between the token and what is before it, but for what trails that. */
  readonly leading: readonly Comment[];
  /** On the line of the token, where nothing but a comma or a bracket follows. */
  readonly trailing: readonly Comment[];
  readonly newlineBefore: boolean;
  readonly blankBefore: boolean;
}

/** What stands close to the word before it. */
export const FOLLOWERS: readonly TokenType[] = [
  ...[t.Comma, t.Semicolon, t.RightParen, t.RightBracket, t.RightBrace],
];

/** The trivia of every token, and the comments at the end of the text. */
export class TriviaTable {
  private readonly byToken = new Map<IToken, Trivia>();
  private readonly byStart = new Map<number, IToken>();
  private readonly byEnd = new Map<number, IToken>();
  readonly atEnd: readonly Comment[];

  constructor(text: string, tokens: readonly IToken[], comments: readonly IToken[]) {
    const trailing = new Map<IToken | undefined, readonly Comment[]>();
    const before: Omit<Trivia, 'trailing'>[] = [];
    let at = 0;
    for (let i = 0; i <= tokens.length; i++) {
      const [previous, next] = [tokens[i - 1], tokens[i]];
      const from = at;
      while (at < comments.length && startOf(comments[at]!) < (next?.startOffset ?? Infinity)) at++;
      const gap = readGap(text, previous, comments.slice(from, at), next);
      trailing.set(previous, gap.trailing);
      before.push(gap);
    }
    tokens.forEach((token, i) => {
      const { leading, newlineBefore, blankBefore } = before[i]!;
      const after = trailing.get(token)!;
      this.byToken.set(token, { leading, trailing: after, newlineBefore, blankBefore });
      this.byStart.set(token.startOffset, token);
      this.byEnd.set(endOf(token), token);
    });
    this.atEnd = before.at(-1)!.leading;
  }

  firstToken(element: CstElement): IToken {
    return this.byStart.get(spanOfElement(element).start)!;
  }

  lastToken(element: CstElement): IToken {
    return this.byEnd.get(spanOfElement(element).end)!;
  }

  of(token: IToken): Trivia {
    return this.byToken.get(token)!;
  }
}

const startOf = (token: IToken) => token.startOffset;
const endOf = (token: IToken | undefined) =>
  token === undefined ? 0 : token.startOffset + token.image.length;

function readGap(
  text: string,
  previous: IToken | undefined,
  comments: readonly IToken[],
  next: IToken | undefined,
): Trivia {
  const ends = [previous, ...comments].map(endOf);
  const starts = [...comments.map(startOf), next?.startOffset ?? text.length];
  const lines = starts.map((start, i) => newlines(text, ends[i]!, start));
  if (previous === undefined) lines[0] = Math.max(1, lines[0]!);
  const read = comments.map((comment, i): Comment => {
    const { image } = comment;
    return {
      text: image.startsWith('//') ? image.trimEnd() : image,
      endsLine: image.startsWith('//') || lines[i + 1]! > 0 || next === undefined,
      ownLine: lines[i]! > 0,
      blankBefore: lines[i]! > 1,
    };
  });
  const firstOwn = read.findIndex(({ ownLine }) => ownLine);
  const sameLine = firstOwn < 0 ? read.length : firstOwn;
  const closes = next === undefined || FOLLOWERS.includes(next.tokenType);
  const trails = sameLine > 0 && (lines[sameLine]! > 0 || closes);
  return {
    trailing: trails ? read.slice(0, sameLine) : [],
    leading: trails ? read.slice(sameLine) : read,
    newlineBefore: lines.at(-1)! > 0,
    blankBefore: lines.at(-1)! > 1,
  };
}

function newlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let i = text.indexOf('\n', start); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) count++;
  return count;
}
