/**
 * A text with places where its lines may break (P. Wadler, A prettier printer, 2003): a group is laid
 * on one line if it fits, else every `line` of its own becomes a line end.
 */
export type Document =
  | string
  | { readonly kind: 'concat'; readonly parts: readonly Document[] }
  | { readonly kind: 'group'; readonly content: Document }
  | { readonly kind: 'indent'; readonly content: Document }
  /** A line end in a broken group, else `flat`. */
  | { readonly kind: 'line'; readonly flat: '' | ' ' }
  /** A space, except where a line begins. */
  | { readonly kind: 'space' }
  /** Whatever follows stands on a line of its own. */
  | { readonly kind: 'break' };

export const LINE: Document = { kind: 'line', flat: ' ' };
export const SOFT_LINE: Document = { kind: 'line', flat: '' };
export const SPACE: Document = { kind: 'space' };
export const BREAK: Document = { kind: 'break' };
export const concat = (...parts: readonly Document[]): Document => ({ kind: 'concat', parts });
export const group = (content: Document): Document => ({ kind: 'group', content });
export const indent = (content: Document): Document => ({ kind: 'indent', content });

/** Columns that an indented line begins further in. */
export const STEP = 2;

interface Command {
  readonly document: Document;
  readonly indentation: number;
  readonly flat: boolean;
}

/** Lines of a document whose first line begins at `indentation`, which is not part of them. */
export function layOut(document: Document, width: number, indentation: number): readonly string[] {
  const stack: Command[] = [{ document, indentation, flat: false }];
  const lines: string[] = [''];
  let broken = false;
  const room = (columns: number) => {
    if (broken) return width - columns;
    const begun = lines.at(-1)!;
    return width - begun.length - (lines.length === 1 ? indentation : 0);
  };
  const begin = (columns: number) => {
    lines[lines.length - 1] = lines.at(-1)!.trimEnd();
    lines.push(' '.repeat(columns));
    broken = false;
  };
  const write = (text: string, columns: number) => {
    if (broken) begin(columns);
    const [first = '', ...rest] = text.split('\n');
    lines[lines.length - 1] += first;
    lines.push(...rest);
  };
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { document: found, indentation: columns, flat } = next;
    if (typeof found === 'string') write(found, columns);
    else if (found.kind === 'concat') push(stack, found.parts, next);
    else if (found.kind === 'indent')
      stack.push({ document: found.content, indentation: columns + STEP, flat });
    else if (found.kind === 'group') {
      const tried = { document: found.content, indentation: columns, flat: true };
      const fitting = flat || fits(tried, stack, room(columns));
      stack.push({ ...tried, flat: fitting });
    } else if (found.kind === 'break') broken = lines.at(-1)!.trim() !== '';
    else if (found.kind === 'line' && !flat) begin(columns);
    else if (!broken && (found.kind === 'space' || found.flat === ' ')) {
      if (!/(^|\s)$/.test(lines.at(-1)!)) write(' ', columns);
    }
  }
  return lines;
}

function push(stack: Command[], parts: readonly Document[], { indentation, flat }: Command): void {
  for (const document of [...parts].reverse()) stack.push({ document, indentation, flat });
}

/** Whether a group laid flat, and what stands between it and the next line end, has room. */
function fits(tried: Command, rest: readonly Command[], room: number): boolean {
  const stack: Command[] = [tried];
  let left = rest.length;
  let inGroup = true;
  for (;;) {
    if (room < 0) return false;
    const next = stack.pop();
    if (next === undefined) {
      inGroup = false;
      const following = rest[--left];
      if (following === undefined) return true;
      stack.push(following);
      continue;
    }
    const { document: found, flat } = next;
    if (typeof found === 'string') {
      if (found.includes('\n')) return !inGroup;
      room -= found.length;
    } else if (found.kind === 'concat') push(stack, found.parts, next);
    else if (found.kind === 'group' || found.kind === 'indent') {
      stack.push({ ...next, document: found.content });
    } else if (found.kind === 'break') return !inGroup;
    else if (found.kind === 'space') room -= 1;
    else if (flat) room -= found.flat.length;
    else return true;
  }
}
