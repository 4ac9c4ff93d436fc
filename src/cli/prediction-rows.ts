import type { PredictionResult, TargetPrediction } from '../engine/index.js';

type Cell = string | number;

/** Predictions as a table, the header first; columns of several targets carry the target's name. */
export function predictionRows({ targets }: PredictionResult): readonly (readonly Cell[])[] {
  const several = targets.length > 1;
  const columns = targets.flatMap((target) =>
    columnsOf(target).map(([name, cells]) => ({
      name: several ? `${target.name}.${name}` : name,
      cells,
    })),
  );
  const rows = Math.max(0, ...targets.map((target) => target.rows));
  const header = ['row', ...columns.map(({ name }) => name)];
  const body = Array.from({ length: rows }, (_, row) => [
    row + 1,
    ...columns.map(({ cells }) => cells[row] ?? ''),
  ]);
  return [header, ...body];
}

type Column = readonly [name: string, cells: ArrayLike<Cell>];

function columnsOf(target: TargetPrediction): Column[] {
  const observed: Column[] = target.observed === undefined ? [] : [['observed', target.observed]];
  if (target.kind === 'numeric') {
    const { mean, sd, q5, q50, q95 } = target;
    return [['mean', mean], ['sd', sd], ['q5', q5], ['q50', q50], ['q95', q95], ...observed];
  }
  const { classes, probabilities, predicted, rows } = target;
  const probabilityOf = (k: number): Column => [
    `p(${classes[k]!})`,
    Array.from({ length: rows }, (_, row) => probabilities[row * classes.length + k]!),
  ];
  return [['class', predicted], ...classes.map((_, k) => probabilityOf(k)), ...observed];
}
