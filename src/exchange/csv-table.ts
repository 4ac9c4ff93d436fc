import { CsvError, type Info } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { Column } from '../base/dataset.js';
import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { cellValues, numberIn } from './cell.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';

interface Row {
  readonly cells: readonly string[];
  /** Line of the file on which the row ends, 1-based. */
  readonly line: number;
}

const OPTIONS = {
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
} as const;

/** More errors of one kind say nothing new. */
const MOST_ERRORS = 5;

/** Columns of comma-separated text with a header (RFC 4180), in the order of the file. */
export function readCsv(name: string, text: string): Map<string, Column> {
  const [header, ...rows] = readRows(name, text);
  if (header === undefined) {
    throw failure(diagnostic(M.empty, { path: name, remedy: 'write a header and rows into it' }));
  }
  checkHeader(name, header.cells);
  if (rows.length === 0) throw failure(diagnostic(M.noRows, { path: name }));
  checkWidths(name, header.cells, rows);
  return new Map(
    header.cells.map((column, index) => {
      const values = cellValues(rows.map((row) => row.cells[index]!));
      const place = (row: number) => `${rowPlace(name, row, rows[row]!)}, column ${column}`;
      return [column, { name: column, shape: [rows.length], values, place }];
    }),
  );
}

function readRows(name: string, text: string): Row[] {
  try {
    // With `info` each record comes with its place, which the types of csv-parse do not say.
    const parsed: unknown[] = parse(text, OPTIONS);
    return (parsed as { record: string[]; info: Info }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? `, line ${String(error['lines'])}` : '';
    const values = { reason: error.message };
    throw failure(diagnostic(M.malformedCsv, values, { place: `${name}${line}` }));
  }
}

function checkHeader(name: string, header: readonly string[]): void {
  const problems: Diagnostic[] = [];
  const firstAt = new Map<string, number>();
  header.forEach((column, index) => {
    const place = { place: `${name}, header, column ${String(index + 1)}` };
    const first = firstAt.get(column);
    if (column === '') problems.push(diagnostic(M.unnamedColumn, { column: index + 1 }, place));
    else if (first === undefined) firstAt.set(column, index);
    else problems.push(duplicate(column, first, index, place));
  });
  const separator = separatorIn(header);
  if (separator !== undefined) {
    const values = { path: name, separator, header: header[0]! };
    throw failure(diagnostic(M.otherSeparator, values));
  }
  if (header.every((cell) => numberIn(cell) !== undefined && cell !== '')) {
    throw failure(diagnostic(M.noHeader, { path: name, row: abridged(header.join(', ')) }));
  }
  if (problems.length > 0) throw failure(...problems.slice(0, MOST_ERRORS));
}

function duplicate(
  name: string,
  first: number,
  second: number,
  place: { readonly place: string },
): Diagnostic {
  const at = (index: number) => `column ${String(index + 1)}`;
  return diagnostic(M.duplicateName, { name, first: at(first), second: at(second) }, place);
}

/** What seems to separate cells in a header that reads as one column. */
function separatorIn(header: readonly string[]): string | undefined {
  if (header.length > 1) return undefined;
  if (header[0]!.includes(';')) return 'semicolons';
  return header[0]!.includes('\t') ? 'tabs' : undefined;
}

function checkWidths(name: string, header: readonly string[], rows: readonly Row[]): void {
  const problems: Diagnostic[] = [];
  rows.forEach((row, index) => {
    if (row.cells.length === header.length || problems.length === MOST_ERRORS) return;
    const column = header[row.cells.length] ?? header.length + 1;
    const values = { given: cells(row.cells.length), expected: cells(header.length), column };
    problems.push(
      diagnostic(M.raggedRow, values, {
        place: `${rowPlace(name, index, row)}, column ${String(column)}`,
      }),
    );
  });
  if (problems.length > 0) throw failure(...problems);
}

function rowPlace(name: string, index: number, { line }: Row): string {
  return `${name}, row ${String(index + 1)} (line ${String(line)})`;
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${String(count)} cells`;
}

function abridged(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

function failure(...problems: Diagnostic[]): DiagnosticError {
  return new DiagnosticError(problems);
}
