import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEvaluator, evaluator } from '../../src/backend/evaluator/evaluator.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import { enableRelaxedSimd } from '../../src/backend/wasm/features.js';
import { randomImages } from './random-images.js';
import { worstDifference } from './random-rows.js';

const { relaxedSimd: relaxed } = enableRelaxedSimd();

describe('schedules on random models of images', () => {
  it.each([
    ['whole', evaluator, 1e-10],
    ['tiled', createEvaluator({ tiled: true, precision: 'f64' }), 1e-10],
    ['tiled, rows in f32', createEvaluator({ tiled: true, precision: 'f32' }), 2e-3],
    ['wasm', createWasmBackend({ precision: 'f64', relaxed: false }), 1e-10],
    ['wasm, relaxed', createWasmBackend({ precision: 'f64', relaxed }), 1e-10],
    ['wasm, rows in f32', createWasmBackend({ precision: 'f32', relaxed }), 2e-3],
  ] as const)('%s: as node by node', (_, backend, tolerance) => {
    fc.assert(
      fc.property(randomImages, (graph) => {
        expect(worstDifference(backend, graph)).toBeLessThan(tolerance);
      }),
      { numRuns: 20, seed: 11, endOnFailure: true },
    );
  });
});
