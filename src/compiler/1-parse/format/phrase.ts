import { tokenMatcher, type CstElement, type CstNode, type IToken } from 'chevrotain';
import * as t from '../../../../grammar/tokens.js';
import { BREAK, concat, group, indent, LINE, SOFT_LINE, SPACE, type Document } from './document.js';
import { isToken, ordered } from './elements.js';
import { FOLLOWERS, type Comment, type TriviaTable } from './trivia.js';

/** Texts to put before tokens, by the offset of the token. */
export type Insertions = ReadonlyMap<number, string>;

const OPEN = [t.LeftParen, t.LeftBracket, t.LeftBrace];
const CLOSE = [t.RightParen, t.RightBracket, t.RightBrace];
const UNSPACED = [t.Comma, t.Colon, t.Semicolon];

/**
 * Whatever stands within one item, as a document. It knows brackets, operators and separators, not the
 * rules of the grammar, so that a new rule is laid out like the others.
 */
export class Phrases {
  private readonly bareBefore = new Set<IToken>();
  private readonly bareAfter = new Set<IToken>();

  constructor(
    private readonly trivia: TriviaTable,
    private readonly insertions: Insertions,
  ) {}

  /** Leaves the comments before and after an item to whoever lays out the lines. */
  takeComments(first: IToken, last: IToken): void {
    this.bareBefore.add(first);
    this.bareAfter.add(last);
  }

  document(element: CstElement): Document {
    if (isToken(element)) return this.token(element);
    if (element.children.operands !== undefined) return this.operation(element);
    return concat(...this.sequence(ordered(element), element.name));
  }

  /** Elements one after another, spaced as their kinds ask; brackets as groups. */
  sequence(elements: readonly CstElement[], rule: string): Document[] {
    const parts: Document[] = [];
    for (let i = 0; i < elements.length; i++) {
      const element = elements[i]!;
      if (i > 0 && isSpaced(elements[i - 1]!, element, rule)) parts.push(SPACE);
      const side = isToken(element) ? OPEN.indexOf(element.tokenType) : -1;
      if (side < 0) {
        parts.push(this.document(element));
        continue;
      }
      const end = elements.findIndex(
        (other, j) => j > i && isToken(other) && other.tokenType === CLOSE[side],
      );
      parts.push(this.bracketed(elements.slice(i, end + 1), rule));
      i = end;
    }
    return parts;
  }

  /** The brace that ends the head of a block; what trails it is for whoever lays out the block. */
  opening(brace: IToken): Document {
    return concat(SPACE, ...this.trivia.of(brace).leading.flatMap(commentBefore), brace.image);
  }

  private token(token: IToken): Document {
    const { leading, trailing } = this.trivia.of(token);
    const before = this.bareBefore.has(token) ? [] : leading.flatMap(commentBefore);
    if (before.at(-1) === SPACE && FOLLOWERS.includes(token.tokenType)) before.pop();
    const after = this.bareAfter.has(token) ? [] : trailing.flatMap(commentAfter);
    const inserted = this.insertions.get(token.startOffset) ?? '';
    return concat(...before, inserted + token.image, ...after);
  }

  private operation(node: CstNode): Document {
    const [first, ...rest] = ordered(node);
    if (rest.length === 0) return this.document(first!);
    const parts = rest.flatMap((element) =>
      isToken(element) ? [LINE, this.document(element)] : [SPACE, this.document(element)],
    );
    return group(concat(this.document(first!), indent(concat(...parts))));
  }

  private bracketed(elements: readonly CstElement[], rule: string): Document {
    const [open, close] = [elements[0]!, elements.at(-1)!];
    const inner = elements.slice(1, -1);
    if (inner.length === 0) return concat(this.document(open), this.document(close));
    const items: Document[] = [];
    let from = 0;
    inner.forEach((element, i) => {
      const separates = isToken(element) && isSeparator(element);
      if (!separates && i < inner.length - 1) return;
      items.push(...(from === 0 ? [] : [LINE]), ...this.sequence(inner.slice(from, i + 1), rule));
      from = i + 1;
    });
    const content = indent(concat(SOFT_LINE, ...items));
    return group(concat(this.document(open), content, SOFT_LINE, this.document(close)));
  }
}

function commentBefore({ text, ownLine, endsLine }: Comment): Document[] {
  // One that shares its line with the token goes where that goes.
  return [ownLine && endsLine ? BREAK : SPACE, text, endsLine ? BREAK : SPACE];
}

function commentAfter({ text, endsLine }: Comment): Document[] {
  return [SPACE, text, ...(endsLine && text.startsWith('//') ? [BREAK] : [])];
}

const isSeparator = ({ tokenType }: IToken) => tokenType === t.Comma || tokenType === t.Semicolon;

function isSpaced(before: CstElement, next: CstElement, rule: string): boolean {
  if (rule === 'prefixed') return false;
  if (isToken(next) && [...UNSPACED, ...OPEN].includes(next.tokenType)) return false;
  if (
    (rule === 'indexItem' || rule === 'repetition') &&
    isToken(before) &&
    tokenMatcher(before, t.Colon)
  )
    return false;
  if (isToken(next) || next.name === 'primary') return true;
  const [first] = ordered(next);
  return !(isToken(first!) && OPEN.includes(first.tokenType));
}
