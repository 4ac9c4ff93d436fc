import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';

const NO_BORDERS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** A column of a table, and whether a narrow terminal may go without it. */
export interface TableColumn<Row> {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** Columns with a higher number go first; one without stays. */
  readonly expendable?: number;
  cell(row: Row): string;
}

/** Aligned columns without lines, as many as fit into the width. */
export function renderTable<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  width: number,
): string {
  const text = render(columns, rows);
  const last = mostExpendable(columns);
  if (last === undefined || widest(text) <= width) return text;
  return renderTable(
    columns.filter((column) => column !== last),
    rows,
    width,
  );
}

function render<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  const table = new Table({
    chars: NO_BORDERS,
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align ?? 'right'),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const row of rows) table.push(columns.map((column) => column.cell(row)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function mostExpendable<Row>(columns: readonly TableColumn<Row>[]): TableColumn<Row> | undefined {
  return columns
    .filter(({ expendable }) => expendable !== undefined)
    .sort((a, b) => b.expendable! - a.expendable!)[0];
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => stripVTControlCharacters(line).length));
}
