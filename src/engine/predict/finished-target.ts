import type { PredictedTarget } from '../../compiler/6-build/predictor.js';
import { average, type Averages } from './averages.js';
import type { ClassPrediction, NumericPrediction } from './prediction.js';
import type { Spread } from './spread.js';

export function numericPrediction(
  { name, rows, observed }: PredictedTarget,
  averages: Averages,
  spread: Spread,
): NumericPrediction {
  const mean = averages.mean();
  const prediction = { kind: 'numeric' as const, name, rows, mean, ...spread };
  if (observed === undefined) return prediction;
  const squares = mean.map((expected, row) => (expected - observed[row]!) ** 2);
  const rmse = Math.sqrt(average(squares));
  return {
    ...prediction,
    observed: observed.slice(),
    scores: { rmse, meanLpd: averages.meanLpd() },
  };
}

export function classPrediction(
  { name, rows, observed }: PredictedTarget,
  averages: Averages,
  classes: readonly string[],
): ClassPrediction {
  const probabilities = averages.mean();
  const best = Array.from({ length: rows }, (_, row) =>
    greatest(probabilities.subarray(row * classes.length, (row + 1) * classes.length)),
  );
  const predicted = best.map((index) => classes[index]!);
  const prediction = { kind: 'class' as const, name, rows, classes, probabilities, predicted };
  if (observed === undefined) return prediction;
  const right = Float64Array.from(best, (index, row) => (index + 1 === observed[row] ? 1 : 0));
  return {
    ...prediction,
    observed: Array.from(observed, (index) => classes[index - 1]!),
    scores: { accuracy: average(right), meanLpd: averages.meanLpd() },
  };
}

/** Position of the greatest value, the first of equals. */
function greatest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
