import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backend/backend.js';
import { createEvaluator, evaluator } from '../../src/backend/evaluator/evaluator.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import { enableRelaxedSimd } from '../../src/backend/wasm/features.js';
import * as k from '../../src/expression/index.js';
import { randomRows, type RowGraph } from './random-rows.js';

/** Largest difference from the evaluation node by node, relative to size. */
function worst(backend: Backend, { scalar, outputs, inputs, values }: RowGraph): number {
  const all = [scalar, ...outputs, ...k.gradient(scalar, inputs)];
  const wanted = k.evaluate(all, values);
  const executable = backend.compile(all);
  let found = 0;
  for (let run = 0; run < 2; run++) {
    for (const [name, view] of executable.inputs) view.set(values.get(name)!);
    executable.run();
    executable.outputs.forEach((view, i) => {
      expect(view.length).toBe(wanted[i]!.length);
      view.forEach((value, j) => {
        const at = wanted[i]![j]!;
        if (Object.is(value, at) || value === at) return;
        const off = Math.abs(value - at) / (1 + Math.abs(at));
        found = Number.isNaN(off) ? Infinity : Math.max(found, off);
      });
    });
  }
  return found;
}

const { relaxedSimd: relaxed } = enableRelaxedSimd();

describe('schedules on random models of data rows', () => {
  it.each([
    ['whole', evaluator, 1e-10],
    ['tiled', createEvaluator({ tiled: true, precision: 'f64' }), 1e-10],
    ['tiled, rows in f32', createEvaluator({ tiled: true, precision: 'f32' }), 2e-3],
    ['wasm', createWasmBackend({ precision: 'f64', relaxed: false }), 1e-10],
    ['wasm, relaxed', createWasmBackend({ precision: 'f64', relaxed }), 1e-10],
    ['wasm, rows in f32', createWasmBackend({ precision: 'f32', relaxed }), 2e-3],
  ] as const)('%s: as node by node', (_, backend, tolerance) => {
    fc.assert(
      fc.property(randomRows, (graph) => {
        expect(worst(backend, graph)).toBeLessThan(tolerance);
      }),
      { numRuns: 300 },
    );
  });
});
