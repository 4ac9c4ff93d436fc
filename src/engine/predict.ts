import type { Dataset } from '../base/dataset.js';
import { InvariantError } from '../base/diagnostic.js';
import type { PredictionOptions, PredictionResult } from './prediction.js';
import type { Run } from './run.js';

/** The posterior predictive at new rows, over all draws of a run. */
export async function predict(
  run: Run,
  rows: Dataset,
  options: PredictionOptions,
): Promise<PredictionResult> {
  await Promise.resolve({ run, rows, options });
  throw new InvariantError('predict is not written yet');
}
