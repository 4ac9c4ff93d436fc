import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backend/backend.js';
import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import { createNativeBackend } from '../../src/backend/native/backend.js';
import { systemToolchain } from '../../src/backend/native/toolchain/system-toolchain.js';
import type { Toolchain } from '../../src/backend/native/toolchain/toolchain.js';
import { createWasmBackend } from '../../src/backend/wasm/backend.js';
import { enableRelaxedSimd } from '../../src/backend/wasm/features.js';
import * as k from '../../src/expression/index.js';
import { missingCompiler } from './native/compiler-at-hand.js';

/** What is computed of a matrix [n, n] and right sides [n, columns], read from the inputs `a` and `b` of that size. */
function outputs(n: number, columns: number) {
  const a = k.input(`a${String(n)}`, [n, n]);
  const b = k.input(`b${String(n)}x${String(columns)}`, [n, columns]);
  return [k.logDetSpd(a), k.inverseSpd(a), k.solveSpd(a, b), k.cholesky(a)];
}

/** Positive definite, and not symmetric: only the symmetric part counts. */
function fillMatrix(a: Float64Array, n: number, seed: number, ridge: number): void {
  const wave = (i: number, j: number) => Math.sin(seed + 1.3 * i + 0.7 * i * j);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? ridge : 0;
      for (let l = 0; l < n; l++) sum += (wave(i, l) * wave(j, l)) / n;
      a[i * n + j] = sum + 0.1 * (i - j) * Math.cos(seed);
    }
  }
}

/** Largest difference from the evaluator, relative to the largest element of its output. */
function worst(backend: Backend, sizes: readonly (readonly [number, number])[], seed: number) {
  const nodes = sizes.flatMap(([n, columns]) => outputs(n, columns));
  const [found, wanted] = [backend, evaluator].map((each) => {
    const { inputs, run, outputs: views } = each.compile(nodes);
    for (const [name, view] of inputs) {
      if (name.startsWith('a')) fillMatrix(view, Math.sqrt(view.length), seed, 0.5);
      else view.forEach((_, i) => (view[i] = Math.cos(seed * i)));
    }
    // A second run finds what the first left in place.
    run();
    run();
    return views;
  });
  return Math.max(
    ...wanted!.map((view, o) => {
      const scale = view.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-300);
      return view.reduce((most, x, i) => Math.max(most, Math.abs(x - found![o]![i]!) / scale), 0);
    }),
  );
}

const relaxed = createWasmBackend({ precision: 'f64', relaxed: enableRelaxedSimd().relaxedSimd });
const plain = createWasmBackend({ precision: 'f64', relaxed: false });
const kinds = [
  ['wasm', plain],
  ['wasm, relaxed', relaxed],
] as const;

describe.each(kinds)('factorisations by %s', (_, backend) => {
  it('are those of the evaluator, whatever the sizes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (n, columns, seed) => {
          expect(worst(backend, [[n, columns]], seed)).toBeLessThan(1e-11);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are NaN where the matrix is not positive definite', () => {
    for (const n of [1, 2, 5, 8, 11]) {
      const nodes = outputs(n, 1);
      for (const pivot of [0, -1, NaN, Infinity]) {
        const { inputs, run, outputs: views } = backend.compile(nodes);
        const a = inputs.get(`a${String(n)}`)!;
        for (let i = 0; i < n; i++) a[i * n + i] = i === n - 1 ? pivot : 1;
        run();
        expect(views[0]![0]).toBeNaN();
        expect(views[2]!.at(-1)).toBeNaN();
      }
    }
  });
});

const missing = missingCompiler();

describe.skipIf(missing !== undefined)('factorisations by native code', () => {
  const SIZES = [
    [1, 1],
    [3, 2],
    [8, 1],
    [13, 9],
    [33, 1],
  ] as const;

  function native(reproducible: boolean, toolchain: Toolchain = systemToolchain()) {
    const notify = (notice: { readonly what: string }) => {
      throw new Error(notice.what);
    };
    return createNativeBackend({
      ...{ precision: 'f64', reproducible, toolchain, notify },
      fallback: () => plain,
    });
  }

  /** As if the processor had no more than that. */
  function without(...features: readonly string[]): Toolchain {
    const system = systemToolchain();
    const macros = new Map([...system.macros()].filter(([name]) => !features.includes(name)));
    return { ...system, macros: () => macros };
  }

  it('are those of the evaluator, with vectors of any width', () => {
    for (const toolchain of [without(), without('__AVX512F__'), without('__AVX512F__', '__AVX2__')])
      for (const seed of [0.3, 2])
        expect(worst(native(false, toolchain), SIZES, seed)).toBeLessThan(1e-11);
  }, 60_000);

  it('have the bits of WebAssembly where nothing is fused', () => {
    const nodes = SIZES.flatMap(([n, columns]) => outputs(n, columns).slice(1));
    const [c, wasm] = [native(true), plain].map((backend) => {
      const { inputs, run, outputs: views } = backend.compile(nodes);
      for (const [name, view] of inputs) {
        if (name.startsWith('a')) fillMatrix(view, Math.sqrt(view.length), 1, 0.5);
        else view.forEach((_, i) => (view[i] = Math.cos(i)));
      }
      run();
      return views;
    });
    expect(c).toEqual(wasm);
  }, 60_000);
});
