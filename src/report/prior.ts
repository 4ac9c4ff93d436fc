import type { Description } from '../diagnostics/index.js';
import { arraysOf, notShown } from './arrays.js';
import { intervalPlot, scaleOf, type Scale } from './interval-plot.js';
import { formatSignificant } from './number.js';
import { paintFor, type Paint } from './paint.js';
import { renderTable, type TableColumn } from './table.js';

/** A statistic of replicated data sets, beside that of the data. */
interface Statistic {
  readonly name: string;
  readonly q5: number;
  readonly q50: number;
  readonly q95: number;
  readonly observed?: number;
}

interface Target {
  readonly name: string;
  readonly rows: number;
  readonly statistics: readonly Statistic[];
  /** Share of observed rows within their central 90 % interval. */
  readonly coverage?: number;
}

/** What a model believes before data, as far as a report needs it. */
export interface PriorReport {
  readonly quantities: readonly Description[];
  readonly targets: readonly Target[];
}

export interface PriorReportOptions {
  readonly color: boolean;
  readonly width?: number | undefined;
  /** Elements shown of one array. */
  readonly limit?: number | undefined;
  /** Whether the terminal shows more than ASCII; a colour terminal does. */
  readonly unicode?: boolean | undefined;
}

/** Unknowns under the prior, then data sets that would follow beside the data. */
export function renderPrior(report: PriorReport, options: PriorReportOptions): string {
  const { color, width = 100, limit = 20, unicode = color } = options;
  const paint = paintFor(color);
  return [
    quantityTable(report.quantities, limit, { paint, width, unicode }),
    ...report.targets.map((target) => targetPart(target, paint, width)),
  ].join('\n\n');
}

interface Style {
  readonly paint: Paint;
  readonly width: number;
  readonly unicode: boolean;
}

interface Row {
  readonly description: Description;
  readonly scale: Scale | undefined;
}

function quantityTable(all: readonly Description[], limit: number, style: Style): string {
  const arrays = arraysOf(all);
  const rows = arrays.flatMap((elements) => {
    const scale = scaleOf(elements);
    return elements.slice(0, limit).map((description): Row => ({ description, scale }));
  });
  const plotted = style.unicode && rows.some(({ scale }) => scale !== undefined);
  return [
    renderTable(plotted ? [...COLUMNS, PLOT] : COLUMNS, rows, style.width),
    ...notShown(arrays, limit, style.paint),
  ].join('\n');
}

const value = (head: string, key: 'mean' | 'sd' | 'q5' | 'q50' | 'q95'): TableColumn<Row> => ({
  head,
  cell: ({ description }) => formatSignificant(description[key], 3),
});

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    head: 'prior',
    align: 'left',
    cell: ({ description: { name, elements } }) =>
      elements === 1 ? name : `${name} (${String(elements)} values)`,
  },
  value('5 %', 'q5'),
  value('50 %', 'q50'),
  value('95 %', 'q95'),
  { ...value('mean', 'mean'), expendable: 1 },
  { ...value('sd', 'sd'), expendable: 1 },
];

const PLOT: TableColumn<Row> = {
  head: '90 % interval',
  align: 'left',
  expendable: 2,
  cell: ({ description, scale }) => (scale === undefined ? '' : intervalPlot(description, scale)),
};

function targetPart({ name, rows, statistics, coverage }: Target, paint: Paint, width: number) {
  const columns: TableColumn<Statistic>[] = [
    { head: '', align: 'left', cell: (statistic) => statistic.name },
    { head: '5 %', cell: ({ q5 }) => formatSignificant(q5, 3) },
    { head: '50 %', cell: ({ q50 }) => formatSignificant(q50, 3) },
    { head: '95 %', cell: ({ q95 }) => formatSignificant(q95, 3) },
  ];
  const measured = statistics.some(({ observed }) => observed !== undefined);
  if (measured) columns.push({ head: 'the data', cell: (statistic) => dataCell(statistic, paint) });
  const count = rows === 1 ? '1 row' : `${String(rows)} rows`;
  const title = `data sets of ${count} of ${name}, as this prior expects them`;
  return [
    paint.bold(title),
    renderTable(columns, statistics, width),
    ...(coverage === undefined
      ? []
      : [`${(100 * coverage).toFixed(0)} % of the rows lie in their central 90 % interval`]),
  ].join('\n');
}

/** A statistic that the prior holds improbable stands out, and says so where there is no colour. */
function dataCell({ observed, q5, q95 }: Statistic, paint: Paint): string {
  if (observed === undefined) return '-';
  const text = formatSignificant(observed, 3);
  if (observed >= q5 && observed <= q95) return text;
  return paint.red(`${text} ${observed < q5 ? '(below)' : '(above)'}`);
}
