import type { QuantitySummary } from '../diagnostics/index.js';
import { intervalPlot, scaleOf, type Scale } from './interval-plot.js';
import { decimalsOf, formatCount, formatNumber, formatSignificant } from './number.js';
import type { Paint } from './paint.js';
import { renderTable, type TableColumn } from './table.js';

/** As in the verdict: R-hat above 1.01 and an ESS below 400 stand out. */
const RHAT_LIMIT = 1.01;
const ESS_LIMIT = 400;

interface Row {
  readonly summary: QuantitySummary;
  readonly scale: Scale | undefined;
}

export interface TableStyle {
  readonly paint: Paint;
  readonly width: number;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
}

/** A line an element: posterior to the digits that its Monte Carlo error supports, and diagnostics. */
export function renderQuantities(
  arrays: readonly (readonly QuantitySummary[])[],
  style: TableStyle,
): string {
  const rows = arrays.flatMap((elements) => {
    const scale = scaleOf(elements);
    return elements.map((summary) => ({ summary, scale }));
  });
  const plotted = style.unicode && rows.some(({ scale }) => scale !== undefined);
  const columns = plotted ? [...columnsFor(style.paint), PLOT] : columnsFor(style.paint);
  return renderTable(columns, rows, style.width);
}

const PLOT: TableColumn<Row> = {
  head: '90 % interval',
  align: 'left',
  expendable: 2,
  cell: ({ summary, scale }) => (scale === undefined ? '' : intervalPlot(summary, scale)),
};

function columnsFor(paint: Paint): TableColumn<Row>[] {
  const number = (head: string, key: 'mean' | 'sd' | 'q5' | 'q50' | 'q95'): TableColumn<Row> => ({
    head,
    cell: ({ summary }) => supported(summary, summary[key]),
  });
  const size = (head: string, key: 'ess_bulk' | 'ess_tail'): TableColumn<Row> => ({
    head,
    cell: ({ summary }) => {
      const text = formatCount(summary[key]);
      return held(summary) && summary[key] < ESS_LIMIT ? paint.red(text) : text;
    },
  });
  return [
    { head: '', align: 'left', cell: ({ summary }) => summary.name },
    number('mean', 'mean'),
    {
      head: 'error',
      expendable: 1,
      cell: ({ summary }) => formatSignificant(summary.mcse_mean, 1),
    },
    number('sd', 'sd'),
    number('5 %', 'q5'),
    number('50 %', 'q50'),
    number('95 %', 'q95'),
    { head: 'R-hat', cell: ({ summary }) => rhatCell(summary, paint) },
    size('ESS bulk', 'ess_bulk'),
    size('ESS tail', 'ess_tail'),
  ];
}

function rhatCell(summary: QuantitySummary, paint: Paint): string {
  const text = formatNumber(summary.rhat, 3);
  return held(summary) && summary.rhat > RHAT_LIMIT ? paint.red(text) : text;
}

function held({ kind }: QuantitySummary): boolean {
  return kind !== 'weight';
}

/** A constant has no error: it is written as it is. */
function supported({ mcse_mean, regularity }: QuantitySummary, value: number): string {
  if (regularity === 'constant') return String(value);
  return mcse_mean > 0 && Number.isFinite(mcse_mean)
    ? formatNumber(value, decimalsOf(mcse_mean))
    : formatSignificant(value, 4);
}
