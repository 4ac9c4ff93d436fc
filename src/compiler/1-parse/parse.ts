import type { CstNode, IToken } from 'chevrotain';
import { parser } from '../../../grammar/parser.js';
import { lexer } from '../../../grammar/tokens.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { SourceText } from '../../base/source.js';
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
  const { tokens, errors, groups } = lexer.tokenize(source.text);
  const diagnostics = errors.slice(0, MOST_ERRORS).map((error) => lexicalDiagnostic(source, error));
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
    diagnostics.push(syntaxDiagnostic(source, error, tokens.slice(start, resume)));
    from = resume;
  }
  const documented = attachDocs(source, statements, groups.docs ?? []);
  return { program: { source, statements: documented }, diagnostics };
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
