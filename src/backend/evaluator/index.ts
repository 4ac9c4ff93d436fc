export { createEvaluator } from './evaluator.js';
