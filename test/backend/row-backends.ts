import { createEvaluator, evaluator } from '../../src/backend/evaluator/evaluator.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import { enableRelaxedSimd } from '../../src/backend/wasm/features.js';

const { relaxedSimd: relaxed } = enableRelaxedSimd();

/** Every way that a schedule of rows is run without a compiler, and how far from node by node it may be. */
export const ROW_BACKENDS = [
  ['whole', evaluator, 1e-10],
  ['tiled', createEvaluator({ tiled: true, precision: 'f64' }), 1e-10],
  ['tiled, rows in f32', createEvaluator({ tiled: true, precision: 'f32' }), 2e-3],
  ['wasm', createWasmBackend({ precision: 'f64', relaxed: false }), 1e-10],
  ['wasm, relaxed', createWasmBackend({ precision: 'f64', relaxed }), 1e-10],
  ['wasm, rows in f32', createWasmBackend({ precision: 'f32', relaxed }), 2e-3],
] as const;
