import type { CstNode, ILexingResult, IToken } from 'chevrotain';
import { lexer } from '../../../grammar/tokens.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { positionOf, type SourceText } from '../../base/source.js';
import { statementStarts } from './boundaries.js';
import { spanOfToken } from './cst.js';
import { tooDeepAt } from './depth.js';
import { parseMessages } from './messages.js';
import type { Program, Statement, Stochastic } from './program.js';
import { toStatement } from './statements.js';
import { chunkEnd, parseTokens } from './trees.js';
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
  const add = (trees: readonly CstNode[]) => {
    for (const tree of trees) statements.push(toStatement(tree));
  };
  const deep = tooDeepAt(tokens);
  if (deep !== undefined) {
    const found = diagnostic(parseMessages.tooDeep, {}, { source, span: spanOfToken(deep) });
    return { program: { source, statements }, diagnostics: [...diagnostics, found] };
  }
  const starts = statementStarts(tokens);
  let from = 0;
  while (from < tokens.length && diagnostics.length < MOST_ERRORS) {
    const end = chunkEnd(starts, from, tokens.length);
    const chunk = parseTokens(tokens.slice(from, end));
    const { trees, failedAt, error } =
      chunk.error === undefined ? chunk : parseTokens(tokens.slice(from));
    add(trees);
    if (error === undefined) {
      from = chunk.error === undefined ? end : tokens.length;
      continue;
    }
    const failure = from + failedAt;
    const start = starts.findLast((place) => place <= failure && place >= from) ?? from;
    const next = starts.find((place) => place > Math.max(start, from)) ?? tokens.length;
    const resume =
      failure < next ? next : (starts.find((place) => place > failure) ?? tokens.length);
    if (start > from) add(parseTokens(tokens.slice(from, start)).trees);
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

/** `///` lines with nothing but white space between them and a statement are its documentation. */
function attachDocs(
  source: SourceText,
  statements: readonly Statement[],
  docs: readonly IToken[],
): readonly Statement[] {
  let next = 0;
  return statements.map((statement) => {
    while (next < docs.length && docs[next]!.startOffset < statement.span.start) next++;
    const lines: string[] = [];
    let begin = statement.span.start;
    for (let i = next - 1; i >= 0; i--) {
      const { image, startOffset } = docs[i]!;
      const end = startOffset + image.length;
      if (end > begin || !isBlank(source.text, end, begin)) break;
      lines.unshift(image.slice(3).trim());
      begin = startOffset;
    }
    return lines.length === 0 ? statement : { ...statement, doc: lines.join('\n') };
  });
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!/\s/.test(text[i]!)) return false;
  return true;
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
