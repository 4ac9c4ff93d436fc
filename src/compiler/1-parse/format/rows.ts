/** What stands on one line, or begins there and ends on a later one. */
export interface Row {
  readonly indentation: number;
  /** Whether an empty line stands before it. */
  readonly blank: boolean;
  /** The first without indentation, the others with it. */
  readonly lines: readonly string[];
  /** Columns of the first line where spaces may be put to align it with its neighbours. */
  readonly stops: readonly number[];
  /** Rows of one kind are aligned with each other. */
  readonly kind?: string | undefined;
  /** A comment that ends the last line. */
  readonly comment: string;
}

/** Neighbours that differ by more are not aligned: the gap would part what belongs together. */
const MOST_PADDING = 24;

/** Rows as lines, what is alike in neighbouring rows under each other. */
export function alignRows(rows: readonly Row[], width: number): readonly string[] {
  const aligned = runs(rows, sameKind).flatMap((run) => alignStops(run, width));
  return runs(aligned, bothCommented).flatMap(alignComments).flatMap(linesOf);
}

function runs(rows: readonly Row[], belongs: (a: Row, b: Row) => boolean): Row[][] {
  const found: Row[][] = [];
  for (const row of rows) {
    const before = found.at(-1)?.at(-1);
    if (before !== undefined && !row.blank && belongs(before, row)) found.at(-1)!.push(row);
    else found.push([row]);
  }
  return found;
}

const sameKind = (a: Row, b: Row) => a.kind !== undefined && a.kind === b.kind;
const bothCommented = (a: Row, b: Row) => [a, b].every(({ comment }) => comment !== '');

function alignStops(run: readonly Row[], width: number): readonly Row[] {
  const most = Math.max(...run.map(({ stops }) => stops.length));
  let rows = run;
  for (let stop = 0; stop < most; stop++) {
    const columns = rows.flatMap(({ stops }) => stops[stop] ?? []);
    const [least, target] = [Math.min(...columns), Math.max(...columns)];
    if (target - least > MOST_PADDING) return rows;
    const padded = rows.map((row) => padAt(row, stop, target));
    const tooWide = padded.some(
      ({ lines, indentation }, i) =>
        lines[0] !== rows[i]!.lines[0] && indentation + lines[0]!.length > width,
    );
    if (tooWide) return rows;
    rows = padded;
  }
  return rows;
}

function padAt(row: Row, stop: number, target: number): Row {
  const column = row.stops[stop];
  if (column === undefined || column === target) return row;
  const [first = '', ...rest] = row.lines;
  const padding = target - column;
  return {
    ...row,
    lines: [first.slice(0, column) + ' '.repeat(padding) + first.slice(column), ...rest],
    stops: row.stops.map((other, i) => (i < stop ? other : other + padding)),
  };
}

const lastColumn = ({ lines, indentation }: Row) =>
  lines.at(-1)!.length + (lines.length === 1 ? indentation : 0);

function alignComments(run: readonly Row[]): readonly Row[] {
  const columns = run.map(lastColumn);
  const target = Math.max(...columns);
  const together = target - Math.min(...columns) <= MOST_PADDING;
  return run.map((row, i) => {
    if (row.comment === '') return row;
    const gap = ' '.repeat(2 + (together ? target - columns[i]! : 0));
    return { ...row, lines: row.lines.with(-1, row.lines.at(-1)! + gap + row.comment) };
  });
}

function linesOf({ lines, indentation, blank }: Row, i: number): readonly string[] {
  const [first = '', ...rest] = lines;
  return [...(blank && i > 0 ? [''] : []), ' '.repeat(indentation) + first, ...rest];
}
