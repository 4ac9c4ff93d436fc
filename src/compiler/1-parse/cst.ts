import type { CstElement, CstNode, IToken } from 'chevrotain';
import { InvariantError } from '../../base/diagnostic.js';
import type { Span } from '../../base/source.js';
import type { Identifier } from './program.js';

function isToken(element: CstElement): element is IToken {
  return 'image' in element;
}

/** The nodes of a syntax tree under one label. */
export function nodes(node: CstNode, label: string): readonly CstNode[] {
  return (node.children[label] ?? []).filter((element): element is CstNode => !isToken(element));
}

export function tokens(node: CstNode, label: string): readonly IToken[] {
  return (node.children[label] ?? []).filter(isToken);
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

export function spanOf(parent: CstNode): Span {
  let start = Infinity;
  let end = 0;
  for (const element of Object.values(parent.children).flat()) {
    const span = isToken(element) ? spanOfToken(element) : spanOf(element);
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return { start: Number.isFinite(start) ? start : 0, end };
}

export function identifier(found: IToken): Identifier {
  return { name: found.image, span: spanOfToken(found) };
}
