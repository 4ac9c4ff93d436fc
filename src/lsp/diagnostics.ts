import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic } from '../base/diagnostic.js';
import type { ModelDocument } from './document.js';

/** Names whose declarations are shown beside a diagnostic. */
const MOST_RELATED = 3;

/** What is wrong with a model, for an editor: what, why and what to write, and where its names are declared. */
export function diagnosticsOf(document: ModelDocument): LspDiagnostic[] {
  return document.report.diagnostics.map((found) => ({
    code: found.code,
    source: 'bnn',
    severity: found.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    range: document.rangeOf(ownSpan(document, found)),
    message: `${found.what}\nwhy: ${found.why}\ninstead: ${found.instead}`,
    relatedInformation: related(document, found),
  }));
}

/** What is wrong in a file that this one uses stands at the top here. */
function ownSpan({ source }: ModelDocument, found: Diagnostic): { start: number; end: number } {
  const own = found.source === undefined || found.source.name === source.name;
  return own && found.span !== undefined ? found.span : { start: 0, end: 0 };
}

function related(document: ModelDocument, found: Diagnostic) {
  const { start, end } = ownSpan(document, found);
  const inside = document.occurrences.filter(({ span }) => start <= span.start && span.end <= end);
  const symbols = [...new Set(inside.map(({ symbol }) => symbol))];
  return document.occurrences
    .filter(({ symbol, defines, span }) => {
      const elsewhere = span.end <= start || end <= span.start;
      return defines && elsewhere && symbols.includes(symbol);
    })
    .slice(0, MOST_RELATED)
    .map(({ name, span }) => ({
      message: `${name} is declared here`,
      location: { uri: document.text.uri, range: document.rangeOf(span) },
    }));
}
