import type { CstElement, CstNode, IToken } from 'chevrotain';
import { InvariantError } from '../../base/diagnostic.js';
import type { Span } from '../../base/source.js';
import type { Identifier } from './program.js';

function isToken(element: CstElement): element is IToken {
  return 'image' in element;
}

const NONE: readonly never[] = [];

/** The nodes of a syntax tree under one label; what stands under a label is all nodes or all tokens. */
export function nodes({ children }: CstNode, label: string): readonly CstNode[] {
  const found = children[label];
  return found?.[0] === undefined || isToken(found[0]) ? NONE : (found as CstNode[]);
}

export function tokens({ children }: CstNode, label: string): readonly IToken[] {
  const found = children[label];
  return found?.[0] === undefined || !isToken(found[0]) ? NONE : (found as IToken[]);
}

export function node(parent: CstNode, label: string): CstNode {
  const [found] = nodes(parent, label);
  if (found === undefined) throw new InvariantError(`${parent.name} has no ${label}`);
  return found;
}

export function token(parent: CstNode, label: string): IToken {
  const [found] = tokens(parent, label);
  if (found === undefined) throw new InvariantError(`${parent.name} has no ${label}`);
  return found;
}

/** The one place where offsets are read: those of inserted tokens are not numbers. */
export function spanOfToken({ startOffset, image }: IToken): Span {
  const start = Number.isFinite(startOffset) ? startOffset : 0;
  return { start, end: start + image.length };
}

export function spanOf({ location }: CstNode): Span {
  // The parser keeps offsets; a node of no tokens has none that are numbers.
  const { startOffset = 0, endOffset = -1 } = location ?? {};
  if (!Number.isFinite(startOffset)) return { start: 0, end: 0 };
  return { start: startOffset, end: endOffset + 1 };
}

export function identifier(found: IToken): Identifier {
  return { name: found.image, span: spanOfToken(found) };
}
