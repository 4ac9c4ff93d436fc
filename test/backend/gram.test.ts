import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backend/backend.js';
import { createEvaluator, evaluator } from '../../src/backend/evaluator/evaluator.js';
import { createNativeBackend } from '../../src/backend/native/backend.js';
import { buildSchedule } from '../../src/backend/schedule/build-schedule.js';
import type { Step } from '../../src/backend/schedule/schedule.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import { enableRelaxedSimd } from '../../src/backend/wasm/features.js';
import * as k from '../../src/expression/index.js';
import type { Node } from '../../src/expression/index.js';
import { missingCompiler } from './native/compiler-at-hand.js';

/** Features of data rows, their products over all rows, and a gradient through these: [rows, 3] -> [width, width]. */
function productsOverRows(rows: number, width: number): Node[] {
  const wave = Float64Array.from({ length: rows * 3 }, (_, i) => Math.sin(0.7 * i));
  const w = k.input('w', [3, width]);
  const features = k.tanh(k.matmul(k.constant(wave, [rows, 3], 'x'), w));
  const gram = k.matmul(features, features, { transposeA: true });
  const ridge = k.add(gram, k.constant(eye(width), [width, width]));
  return [gram, ...k.gradient(k.logDetSpd(ridge), [w])];
}

/** A matrix with itself transposed, on either side. */
function productsOfInputs(rows: number, width: number): Node[] {
  const a = k.input('a', [rows, width]);
  return [k.matmul(a, a, { transposeA: true }), k.matmul(a, a, { transposeB: true })];
}

function eye(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => +(i % (size + 1) === 0));
}

function outputsOf(backend: Backend, nodes: readonly Node[]): readonly Float64Array[] {
  const { inputs, run, outputs } = backend.compile(nodes);
  for (const view of inputs.values()) view.forEach((_, i) => (view[i] = Math.cos(0.3 * i)));
  run();
  run();
  return outputs;
}

const relaxed = enableRelaxedSimd().relaxedSimd;
const wasm = createWasmBackend({ precision: 'f64', relaxed });
const BACKENDS: readonly (readonly [string, Backend, number])[] = [
  ['tiled', createEvaluator({ tiled: true, precision: 'f64' }), 1e-12],
  ['wasm', wasm, 1e-12],
  ['wasm, rows in f32', createWasmBackend({ precision: 'f32', relaxed }), 1e-4],
];
const native: typeof BACKENDS =
  missingCompiler() === undefined
    ? (['f64', 'f32'] as const).map((precision) => [
        `native ${precision}`,
        createNativeBackend({
          ...{ precision, reproducible: false, fallback: () => wasm },
          notify: ({ what }) => {
            throw new Error(what);
          },
        }),
        precision === 'f64' ? 1e-12 : 1e-4,
      ])
    : [];

describe.each([...BACKENDS, ...native])(
  'products with the own transpose: %s',
  (_, backend, tolerance) => {
    it('are the whole ones, and symmetric to the bit', () => {
      for (const make of [productsOverRows, productsOfInputs]) {
        for (const width of backend.name === 'native' ? [50] : [31, 32, 50, 133]) {
          const nodes = make(45, width);
          const [found, wanted] = [outputsOf(backend, nodes), outputsOf(evaluator, nodes)];
          wanted.forEach((view, o) => {
            const scale = view.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
            const worst = view.reduce(
              (most, x, i) => Math.max(most, Math.abs(x - found[o]![i]!)),
              0,
            );
            expect(worst / scale).toBeLessThan(tolerance);
          });
          const gram = found[0]!;
          if (width < 32) continue;
          expect(
            gram.every((x, i) => x === gram[(i % width) * width + Math.floor(i / width)]),
          ).toBe(true);
        }
      }
    }, 60_000);
  },
);

it('take two thirds of the products of 50 rows, and half of many', () => {
  const share = (width: number) => {
    const { steps } = buildSchedule(productsOverRows(400, width).slice(0, 1), {
      ...{ tiled: true, precision: 'f64' },
    });
    const products = steps.flatMap((step): readonly Step[] =>
      step.kind === 'tiles' ? step.steps : [step],
    );
    const terms = products.flatMap((step) =>
      step.kind === 'product' && step.tiled === 'inner' ? [step.rows * step.columns] : [],
    );
    return terms.reduce((sum, x) => sum + x, 0) / width ** 2;
  };
  expect(share(31)).toBe(1);
  expect(share(50)).toBeLessThan(0.7);
  expect(share(512)).toBeLessThan(0.57);
});
