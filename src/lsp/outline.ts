import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { Identifier, Statement } from '../compiler/1-parse/program.js';
import type { Span } from '../base/source.js';
import type { ModelDocument } from './document.js';

interface Entry {
  readonly name: Identifier;
  readonly span: Span;
}

/** The declarations of a model as a tree: data fields, unknowns, networks with their layers, templates. */
export function outlineOf(document: ModelDocument): DocumentSymbol[] {
  const symbol = (
    { name, span }: Entry,
    kind: SymbolKind,
    children: readonly DocumentSymbol[] = [],
  ): DocumentSymbol => ({
    ...{ name: name.name, kind, children: [...children] },
    range: document.rangeOf(span),
    selectionRange: document.rangeOf(name.span),
  });
  const each = (entries: readonly Entry[], kind: SymbolKind) =>
    entries.map((entry) => symbol(entry, kind));
  const symbols = (statement: Statement): DocumentSymbol[] => {
    switch (statement.kind) {
      case 'data':
        return each(statement.fields, SymbolKind.Field);
      case 'stochastic':
        return [symbol(statement, SymbolKind.Variable)];
      case 'deterministic':
        return [symbol(statement, SymbolKind.Constant)];
      case 'network':
        return [symbol(statement, SymbolKind.Class, each(statement.items, SymbolKind.Method))];
      case 'activation':
        return [symbol(statement, SymbolKind.Function)];
      case 'prior':
        return [
          symbol(statement, SymbolKind.Function, each(statement.statements, SymbolKind.Variable)),
        ];
      case 'generated':
        return each(statement.statements, SymbolKind.Constant);
      default:
        return [];
    }
  };
  return document.report.program.statements.flatMap(symbols);
}
