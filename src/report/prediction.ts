import { decimalsOf, formatNumber, formatSignificant } from './number.js';
import { paintFor } from './paint.js';
import { renderTable, type TableColumn } from './table.js';

interface Target {
  readonly name: string;
  readonly rows: number;
}

/** Predictive values of a numeric target, one a row. */
export interface NumericTarget extends Target {
  readonly kind: 'numeric';
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly q5: Float64Array;
  readonly q50: Float64Array;
  readonly q95: Float64Array;
  readonly observed?: Float64Array;
  readonly scores?: { readonly rmse: number; readonly meanLpd: number };
}

/** Class probabilities, rows by classes. */
export interface ClassTarget extends Target {
  readonly kind: 'class';
  readonly classes: readonly string[];
  readonly probabilities: Float64Array;
  readonly predicted: readonly string[];
  readonly observed?: readonly string[];
  readonly scores?: { readonly accuracy: number; readonly meanLpd: number };
}

/** What the engine predicts, as far as a report needs it. */
export interface Prediction {
  readonly targets: readonly (NumericTarget | ClassTarget)[];
}

export interface PredictionOptions {
  readonly color: boolean;
  readonly width?: number | undefined;
  /** Rows shown of each target. */
  readonly limit?: number | undefined;
}

/** The first rows of each target, and its scores where the truth is known. */
export function renderPrediction(prediction: Prediction, options: PredictionOptions): string {
  const { color, width = 100, limit = 10 } = options;
  const paint = paintFor(color);
  return prediction.targets
    .map((target) => {
      const columns = target.kind === 'numeric' ? numericColumns(target) : classColumns(target);
      const rows = Array.from({ length: Math.min(limit, target.rows) }, (_, row) => row);
      const rest = target.rows - rows.length;
      return [
        paint.bold(target.name),
        renderTable([ROW, ...columns], rows, width),
        ...(rest > 0
          ? [paint.dim(`${String(rest)} more ${rest === 1 ? 'row' : 'rows'}, not shown`)]
          : []),
        ...scoreLines(target),
      ].join('\n');
    })
    .join('\n\n');
}

const ROW: TableColumn<number> = { head: 'row', cell: (row) => String(row + 1) };

/** To the second digit of the predictive sd, which is what the prediction can mean. */
function numericColumns(target: NumericTarget): TableColumn<number>[] {
  const column = (head: string, values: Float64Array | undefined): TableColumn<number>[] =>
    values === undefined ? [] : [{ head, cell: (row) => atScale(values[row]!, target.sd[row]!) }];
  return [
    ...column('mean', target.mean),
    ...column('sd', target.sd),
    ...column('5 %', target.q5),
    ...column('50 %', target.q50),
    ...column('95 %', target.q95),
    ...column('observed', target.observed),
  ];
}

function atScale(value: number, sd: number): string {
  return sd > 0 && Number.isFinite(sd)
    ? formatNumber(value, decimalsOf(sd / 10))
    : formatSignificant(value, 4);
}

function classColumns(target: ClassTarget): TableColumn<number>[] {
  const { classes, probabilities, predicted, observed } = target;
  const chances = classes.map((name, k): TableColumn<number> => {
    const chance = (row: number) => probabilities[row * classes.length + k]!;
    return { head: `p(${name})`, expendable: k, cell: (row) => chance(row).toFixed(3) };
  });
  return [
    { head: 'class', align: 'left', cell: (row) => predicted[row]! },
    ...chances,
    ...(observed === undefined
      ? []
      : [{ head: 'observed', align: 'left' as const, cell: (row: number) => observed[row]! }]),
  ];
}

function scoreLines(target: NumericTarget | ClassTarget): string[] {
  if (target.scores === undefined) return [];
  const { meanLpd } = target.scores;
  const score =
    target.kind === 'numeric'
      ? `RMSE ${formatSignificant(target.scores.rmse, 4)}`
      : `accuracy ${(100 * target.scores.accuracy).toFixed(1)} %`;
  const density = formatSignificant(meanLpd, 4);
  return [`${score}, mean log predictive density ${density}, over ${String(target.rows)} rows`];
}
