import type { CstElement, CstNode, IToken } from 'chevrotain';

export function isToken(element: CstElement): element is IToken {
  return 'image' in element;
}

/** The children of a syntax tree's node in the order of the text. */
export function ordered(node: CstNode): readonly CstElement[] {
  const all = Object.values(node.children)
    .flat()
    .filter((element) => firstToken(element) !== undefined);
  return all.sort((a, b) => firstToken(a)!.startOffset - firstToken(b)!.startOffset);
}

/** Absent for a node of an empty text. */
export function firstToken(element: CstElement): IToken | undefined {
  if (isToken(element)) return element;
  let first: IToken | undefined;
  // Under one label the children stand in the order of the text.
  for (const [child] of Object.values(element.children)) {
    const found = child && firstToken(child);
    if (found && (first === undefined || found.startOffset < first.startOffset)) first = found;
  }
  return first;
}

export function lastToken(element: CstElement): IToken | undefined {
  if (isToken(element)) return element;
  let last: IToken | undefined;
  for (const list of Object.values(element.children)) {
    const child = list.at(-1);
    const found = child && lastToken(child);
    if (found && (last === undefined || found.startOffset > last.startOffset)) last = found;
  }
  return last;
}
