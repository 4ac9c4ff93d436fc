import type { CstNode, ILexingResult, IToken } from 'chevrotain';
import { parser } from '../../../grammar/parser.js';
import { lexer } from '../../../grammar/tokens.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { positionOf, type SourceText } from '../../base/source.js';
import { statementStarts } from './boundaries.js';
import { nodes } from './cst.js';
import { parseMessages } from './messages.js';
import type { Program, Statement, Stochastic } from './program.js';
import { toStatement } from './statements.js';
import { lexicalDiagnostic, syntaxDiagnostic } from './syntax-errors.js';

export interface Parsed {
  /** The statements that parse; one that does not hides no other. */
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/** More than this is noise: the first errors explain the rest. */
const MOST_ERRORS = 25;

/** Text to program. Never throws, whatever the bytes. */
export function parse(source: SourceText): Parsed {
  const { groups, ...lexed } = lexer.tokenize(source.text);
  const { tokens, errors } = beforeOpenComment(source, lexed);
  const diagnostics = errors.slice(0, MOST_ERRORS).map((error) => lexicalDiagnostic(source, error));
  const unreadable = new Set(diagnostics.map(lineOf));
  const statements: Statement[] = [];
  const starts = statementStarts(tokens);
  let from = 0;
  while (from < tokens.length && diagnostics.length < MOST_ERRORS) {
    const { trees, failedAt, error } = parseTokens(tokens.slice(from));
    statements.push(...trees);
    if (error === undefined) break;
    const failure = from + failedAt;
    const start = starts.findLast((place) => place <= failure && place >= from) ?? from;
    const next = starts.find((place) => place > Math.max(start, from)) ?? tokens.length;
    const resume =
      failure < next ? next : (starts.find((place) => place > failure) ?? tokens.length);
    if (start > from) statements.push(...parseTokens(tokens.slice(from, start)).trees);
    const [broken, before] = [tokens.slice(start, resume), tokens.slice(from, start)];
    const found = syntaxDiagnostic(source, error, broken, before);
    // On such a line it would be told twice.
    if (!unreadable.has(lineOf(found))) diagnostics.push(found);
    from = resume;
  }
  const documented = attachDocs(source, statements, groups.docs ?? []);
  return { program: { source, statements: documented }, diagnostics };
}

function lineOf({ source, span }: Diagnostic): number {
  return positionOf(source!, span!.start).line;
}

type Lexed = Pick<ILexingResult, 'tokens' | 'errors'>;

/** What follows a comment that is never closed is all comment. */
function beforeOpenComment({ text }: SourceText, { tokens, errors }: Lexed): Lexed {
  const open = errors.find(({ offset }) => text.startsWith('/*', offset));
  if (open === undefined) return { tokens, errors };
  return {
    tokens: tokens.filter(({ startOffset }) => startOffset < open.offset),
    errors: errors.filter(({ offset }) => offset <= open.offset),
  };
}

interface Attempt {
  readonly trees: readonly Statement[];
  readonly failedAt: number;
  readonly error: (typeof parser.errors)[number] | undefined;
}

function parseTokens(tokens: IToken[]): Attempt {
  parser.input = tokens;
  const tree = parser.program() as CstNode | undefined;
  const [error] = parser.errors;
  if (error !== undefined) {
    const place = tokens.indexOf(error.token);
    return { trees: [], failedAt: place < 0 ? tokens.length - 1 : place, error };
  }
  return { trees: nodes(tree!, 'statement').map(toStatement), failedAt: 0, error };
}

/** `///` lines with nothing but white space between them and a statement are its documentation. */
function attachDocs(
  source: SourceText,
  statements: readonly Statement[],
  docs: readonly IToken[],
): readonly Statement[] {
  if (docs.length === 0) return statements;
  const byEnd = [...docs].reverse();
  return statements.map((statement) => {
    const lines: string[] = [];
    let end = statement.span.start;
    for (const doc of byEnd) {
      if (doc.startOffset >= end) continue;
      if (source.text.slice(doc.startOffset + doc.image.length, end).trim() !== '') break;
      lines.unshift(doc.image.slice(3).trim());
      end = doc.startOffset;
    }
    return lines.length === 0 ? statement : { ...statement, doc: lines.join('\n') };
  });
}

export interface ParsedOverride {
  readonly source: SourceText;
  /** Absent where the text is not one stochastic statement. */
  readonly statement?: Stochastic;
  readonly diagnostics: readonly Diagnostic[];
}

/** The text of `--prior`: one declaration with `~`. */
export function parsePriorOverride(text: string): ParsedOverride {
  const source = { name: '--prior', text };
  const { program, diagnostics } = parse(source);
  if (diagnostics.length > 0) return { source, diagnostics };
  const [statement, ...more] = program.statements;
  if (statement?.kind === 'stochastic' && more.length === 0)
    return { source, statement, diagnostics };
  const values = {
    found: text,
    part: '--prior',
    expected: 'one declaration with ~',
    remedy: "write --prior 'f.hidden.weight ~ laplace(0, 1)'",
  };
  const span = { start: 0, end: text.length };
  return { source, diagnostics: [diagnostic(parseMessages.unexpected, values, { source, span })] };
}
