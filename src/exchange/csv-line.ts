export type Cell = string | number;

/** One line of CSV (RFC 4180). Numbers are written so that reading gives the same bits. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(written).join(',');
}

function written(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
