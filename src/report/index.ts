export { curveSvg } from './curve-svg.js';
export { curveText } from './curve-text.js';
export { dotText } from './dot.js';
export { graphSvg } from './graph-svg.js';
export { renderPrediction, type Prediction, type PredictionOptions } from './prediction.js';
export { renderPrior, type PriorReport } from './prior.js';
export { renderSummary, type SummaryOptions } from './summary.js';
