import type { ActivationDeclaration, PriorDeclaration } from './1-parse/program.js';
import { standardLibrary, type TemplateKind } from './2-check/home.js';

/** An activation or a prior of the standard library, as people read it. */
export interface StandardTemplate {
  readonly kind: TemplateKind;
  readonly name: string;
  /** What it is, without its source. */
  readonly doc: string;
  readonly source?: string;
  /** Its declaration as it stands in the library. */
  readonly text: string;
  readonly declaration: ActivationDeclaration | PriorDeclaration;
}

const SOURCE = 'Source: ';

/** Everything in the standard library: activations first, by name. */
export function standardTemplates(): readonly StandardTemplate[] {
  return (['activation', 'prior'] as const).flatMap((kind) =>
    [...standardLibrary.names(kind)].sort().map((name) => standardTemplate(kind, name)!),
  );
}

export function standardTemplate(kind: TemplateKind, name: string): StandardTemplate | undefined {
  const found = standardLibrary.find(kind, name);
  if (found === undefined) return undefined;
  const { declaration, home } = found;
  const lines = declaration.doc?.split('\n') ?? [];
  const at = lines.findIndex((line) => line.startsWith(SOURCE));
  const words = at < 0 ? lines : lines.slice(0, at);
  const source = at < 0 ? undefined : lines.slice(at).join(' ').slice(SOURCE.length);
  const { start, end } = declaration.span;
  return {
    ...{ kind, name, doc: words.join(' '), declaration },
    ...(source === undefined ? {} : { source }),
    text: home.source.text.slice(start, end),
  };
}
