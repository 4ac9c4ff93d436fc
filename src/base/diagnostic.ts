import { lineOf, positionOf, type SourceText, type Span } from './source.js';

/** One thing a user can put right: stable code, place, what is wrong, why, and what to write instead. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly why: string;
  readonly instead: string;
  readonly source?: SourceText;
  readonly span?: Span;
  /** A place outside a model text, such as `train.csv, row 3, column y`. */
  readonly place?: string;
}

/** Thrown where a user's text, data or command cannot be used; carries every diagnostic found. */
export class DiagnosticError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.code}: ${d.what}`).join('\n'));
    this.name = 'DiagnosticError';
  }
}

/** A state that a correct program cannot reach: our bug, never the user's. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantError';
  }
}

/** Whether something failed for being nested deeper than the engine's stack. */
export function isStackOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.includes('call stack');
}

/** Plain text of a diagnostic: code and sentence, the line with a caret, reason and remedy. */
export function renderDiagnostic(d: Diagnostic): string {
  const head = `${d.severity} ${d.code}: ${d.what}`;
  const parts = [head, ...excerpt(d), `  why: ${d.why}`, `  instead: ${d.instead}`];
  return parts.join('\n');
}

function excerpt(d: Diagnostic): string[] {
  if (d.source === undefined || d.span === undefined) return d.place ? [`  --> ${d.place}`] : [];
  const { line, column } = positionOf(d.source, d.span.start);
  const text = lineOf(d.source, line);
  const width = Math.max(1, Math.min(d.span.end - d.span.start, text.length - column + 1));
  const gutter = String(line);
  const indent = ' '.repeat(gutter.length);
  const carets = text.slice(0, column - 1).replace(/[^\t]/g, ' ') + '^'.repeat(width);
  return [
    `  --> ${d.source.name}:${gutter}:${String(column)}`,
    `${indent} |`,
    `${gutter} | ${text}`,
    `${indent} | ${carets}`,
  ];
}
