import pc from 'picocolors';
import { DiagnosticError, renderDiagnostic, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { positionOf } from '../base/source.js';
import { CLI_MESSAGES } from './messages.js';

/** Any thrown value as diagnostics: a user's mistake as it is, the rest under a code of its own. */
export function diagnosticsOf(thrown: unknown): readonly Diagnostic[] {
  if (thrown instanceof DiagnosticError) return thrown.diagnostics;
  const reason = firstLine(thrown);
  if (isSystemError(thrown)) return [diagnostic(CLI_MESSAGES.fileSystem, { reason })];
  return [diagnostic(CLI_MESSAGES.internal, { reason })];
}

function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return text.split('\n')[0]!;
}

export function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown && 'syscall' in thrown;
}

/** Diagnostics for a terminal, a blank line between them. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], color: boolean): string {
  const paint = pc.createColors(color);
  return diagnostics
    .map((d) => {
      const [head = '', ...rest] = renderDiagnostic(d).split('\n');
      const painted = d.severity === 'error' ? paint.red(head) : paint.yellow(head);
      return [paint.bold(painted), ...rest].join('\n');
    })
    .join('\n\n');
}

/** A diagnostic in JSON: its place as file, line and column, or in words. */
export function diagnosticDocument(d: Diagnostic): Readonly<Record<string, unknown>> {
  const { code, severity, what, why, instead } = d;
  return { code, severity, what, why, instead, ...placeOf(d) };
}

function placeOf(d: Diagnostic): Readonly<Record<string, unknown>> {
  if (d.source !== undefined && d.span !== undefined) {
    return { file: d.source.name, ...positionOf(d.source, d.span.start) };
  }
  return d.place === undefined ? {} : { place: d.place };
}
