export { createEvaluator, evaluator } from './evaluator.js';
