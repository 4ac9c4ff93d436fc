export { renderPrediction, type Prediction, type PredictionOptions } from './prediction.js';
export { renderSummary, type SummaryOptions } from './summary.js';
