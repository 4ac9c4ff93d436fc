import type { CstElement, CstNode, IToken } from 'chevrotain';
import * as t from '../../../../grammar/tokens.js';
import { BREAK, concat, indent, layOut, SPACE, STEP, type Document } from './document.js';
import { isToken, ordered } from './elements.js';
import type { Phrases } from './phrase.js';
import { alignRows, type Row } from './rows.js';
import type { Comment, TriviaTable } from './trivia.js';

/** Columns of a line: the programs of the language's own description keep to it. */
const WIDTH = 120;
const BETWEEN_STATEMENTS = 5;
const BETWEEN_ITEMS = 2;

const SIGNS = [t.Tilde, t.Equals];

type Laid = Pick<Row, 'lines' | 'stops' | 'kind'>;
type Lines = 'as in the text' | 'one each';

interface Body {
  readonly open: IToken;
  readonly items: readonly CstElement[];
  readonly close: IToken;
}

/** Statements, and the items of blocks, on their lines: as in the text where they fit. */
export class Items {
  constructor(
    private readonly trivia: TriviaTable,
    private readonly phrases: Phrases,
  ) {}

  program(statements: Iterable<CstElement>): readonly string[] {
    const rows = this.rows(statements, 0, 'as in the text', this.trivia.atEnd);
    return alignRows(rows, WIDTH);
  }

  private rows(
    items: Iterable<CstElement>,
    indentation: number,
    lines: Lines,
    atEnd: readonly Comment[],
  ): Row[] {
    const rows: Row[] = [];
    const gap = ' '.repeat(indentation === 0 ? BETWEEN_STATEMENTS : BETWEEN_ITEMS);
    for (const item of items) {
      const { own, row, begins } = this.row(item, indentation);
      rows.push(...own);
      const before = rows.at(-1);
      const joined =
        before &&
        own.length === 0 &&
        !begins &&
        lines === 'as in the text' &&
        join(before, gap, row);
      if (joined) rows[rows.length - 1] = joined;
      else rows.push(row);
    }
    rows.push(...atEnd.map((comment) => commentRow(comment, indentation)));
    return rows;
  }

  /** One item, after the comments that stand on lines of their own before it. */
  private row(
    item: CstElement,
    indentation: number,
  ): { own: readonly Row[]; row: Row; begins: boolean } {
    const [first, last] = [this.trivia.firstToken(item), this.trivia.lastToken(item)];
    const { leading, newlineBefore, blankBefore } = this.trivia.of(first);
    const count = leading.findLastIndex(({ endsLine }) => endsLine) + 1;
    const own = leading.slice(0, count).map((comment) => commentRow(comment, indentation));
    const inline = leading.slice(count);
    this.phrases.takeComments(first, last);
    const prefix = inline.map(({ text }) => `${text} `).join('');
    const comment = this.trivia.of(last).trailing.map(({ text }) => text);
    const row = {
      ...this.item(item, indentation, prefix),
      indentation,
      blank: inline[0]?.blankBefore ?? blankBefore,
      comment: comment.join(' '),
    };
    return { own, row, begins: inline[0]?.ownLine ?? newlineBefore };
  }

  private item(item: CstElement, indentation: number, prefix: string): Laid {
    if (isToken(item)) return { lines: [prefix + item.image], stops: [] };
    const node = unwrapped(item);
    const elements = ordered(node);
    const brace = elements.findIndex(
      (element) => isToken(element) && element.tokenType === t.LeftBrace,
    );
    if (brace < 0) return this.phrase(node, elements, indentation, prefix);
    const [open, ...inner] = elements.slice(brace) as [IToken, ...CstElement[]];
    const body = { open, items: inner.slice(0, -1), close: inner.at(-1) as IToken };
    const head = this.phrase(node, elements.slice(0, brace), indentation, prefix, open);
    return this.inline(head, body, indentation) ?? this.block(head, body, indentation);
  }

  /** Everything of an item but its block. */
  private phrase(
    node: CstNode,
    elements: readonly CstElement[],
    indentation: number,
    prefix: string,
    open?: IToken,
  ): Laid {
    const end = open === undefined ? '' : this.phrases.opening(open);
    const words = (part: readonly CstElement[]) => this.phrases.sequence(part, node.name);
    const at = elements.findIndex(
      (element) => isToken(element) && SIGNS.includes(element.tokenType),
    );
    if (at < 0) {
      return {
        lines: layOut(concat(prefix, ...words(elements), end), WIDTH, indentation),
        stops: [],
      };
    }
    const sign = elements[at] as IToken;
    const left = concat(prefix, ...words(elements.slice(0, at)));
    const right = this.after(elements[at + 1], words(elements.slice(at + 1)));
    const lines = layOut(
      concat(left, SPACE, this.phrases.document(sign), right, end),
      ...([WIDTH, indentation] as const),
    );
    const [name = '', ...more] = layOut(left, WIDTH, indentation);
    return { lines, stops: more.length === 0 ? [name.length + 1] : [], kind: kindOf(node, sign) };
  }

  /** The right side of a sign: on a line of its own where the text has it there. */
  private after(first: CstElement | undefined, right: readonly Document[]): Document {
    const token = first && this.trivia.firstToken(first);
    const begins = token !== undefined && this.trivia.of(token).newlineBefore;
    return begins ? indent(concat(BREAK, ...right)) : concat(SPACE, ...right);
  }

  /** A block that stands on one line in the text, and fits there. */
  private inline(head: Laid, body: Body, indentation: number): Laid | undefined {
    const [only, ...more] = head.lines;
    if (more.length > 0 || !this.isInline(body)) return undefined;
    const rows = body.items.map((item) => this.row(item, indentation).row);
    if (!rows.every(({ lines }) => lines.length === 1)) return undefined;
    const items = rows.map(({ lines, comment }) => `${lines[0]!}${comment && ` ${comment}`}`);
    const inner = items.length === 0 ? '' : ` ${items.join(' '.repeat(BETWEEN_ITEMS))} `;
    const line = `${only!}${inner}}`;
    if (indentation + line.length > WIDTH) return undefined;
    return { lines: [line], stops: [...head.stops, only!.length - 1], kind: head.kind };
  }

  private isInline({ open, items, close }: Body): boolean {
    const followed = [...items.map((item) => this.trivia.firstToken(item)), close].every(
      (token) => {
        const { newlineBefore, leading } = this.trivia.of(token);
        return !newlineBefore && !leading.some(({ ownLine, endsLine }) => ownLine || endsLine);
      },
    );
    const empty = [this.trivia.of(open).trailing, this.trivia.of(close).leading];
    return followed && empty.every((comments) => comments.length === 0);
  }

  private block(head: Laid, body: Body, indentation: number): Laid {
    const { open, items, close } = body;
    const lines: Lines = this.isInline(body) ? 'one each' : 'as in the text';
    const inside = indentation + STEP;
    const rows = this.rows(items, inside, lines, this.trivia.of(close).leading);
    const comments = this.trivia.of(open).trailing.map(({ text }) => ` ${text}`);
    const first = head.lines.at(-1)! + comments.join('');
    const end = `${' '.repeat(indentation)}}`;
    return {
      lines: [...head.lines.slice(0, -1), first, ...alignRows(rows, WIDTH), end],
      stops: [],
    };
  }
}

/** A rule that only chooses between others says nothing of itself. */
function unwrapped(node: CstNode): CstNode {
  const [only, ...more] = ordered(node);
  return more.length > 0 || only === undefined || isToken(only) ? node : unwrapped(only);
}

/** Signs of equal kind in neighbouring lines stand under each other. */
function kindOf({ name }: CstNode, sign: IToken): string | undefined {
  if (name === 'layer') return name;
  if (sign.tokenType === t.Tilde) return name === 'observe' ? undefined : '~';
  return name === 'declaration' ? '=' : undefined;
}

function commentRow({ text, blankBefore }: Comment, indentation: number): Row {
  return {
    indentation,
    blank: blankBefore,
    lines: text.split('\n'),
    stops: [],
    kind: 'comment',
    comment: '',
  };
}

/** Two rows as one, where that has room. */
function join(before: Row, gap: string, row: Row): Row | undefined {
  if (before.kind === 'comment' || before.comment !== '') return undefined;
  if (before.lines.length > 1 || row.lines.length > 1) return undefined;
  const line = before.lines[0]! + gap + row.lines[0]!;
  if (before.indentation + line.length > WIDTH) return undefined;
  const kind = before.kind === 'layer' ? before.kind : undefined;
  return { ...before, lines: [line], kind, comment: row.comment };
}
