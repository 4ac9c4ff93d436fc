export { predict } from './predict/predict.js';
export type {
  ClassPrediction,
  NumericPrediction,
  PredictionOptions,
  PredictionResult,
  TargetPrediction,
} from './predict/prediction.js';
export { priorPredictive, type PriorResult } from './prior/prior.js';
export type { ReplicatedStatistic, ReplicatedTarget } from './prior/replicated.js';
export type { ProgressEvent, ProgressListener } from './progress.js';
export type { ChainState, Run, Seconds } from './run.js';
export type { Manifest } from './run-store/manifest.js';
export { openRun } from './run-store/open.js';
export { resume, sample } from './sample.js';
export type { RunOutcome, RunSettings, RunSpecification, SessionOptions } from './specification.js';
