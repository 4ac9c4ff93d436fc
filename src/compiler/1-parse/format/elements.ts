import type { CstElement, CstNode, IToken } from 'chevrotain';
import { spanOf, spanOfToken } from '../cst.js';
import type { Span } from '../../../base/source.js';

export function isToken(element: CstElement): element is IToken {
  return 'image' in element;
}

/** The children of a syntax tree's node in the order of the text. */
export function ordered(node: CstNode): readonly CstElement[] {
  const lists = Object.values(node.children);
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  return lists.flat().sort((a, b) => spanOfElement(a).start - spanOfElement(b).start);
}

export function spanOfElement(element: CstElement): Span {
  return isToken(element) ? spanOfToken(element) : spanOf(element);
}
