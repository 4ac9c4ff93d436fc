import { expect, it } from 'vitest';
import { enableRelaxedSimd, wasmFeatures } from '../../../src/backend/wasm/features.js';

it('finds SIMD, and relaxed SIMD at the latest once it is switched on', () => {
  expect(wasmFeatures().simd).toBe(true);
  const enabled = enableRelaxedSimd();
  expect(enabled).toEqual({ simd: true, relaxedSimd: true });
  expect(enableRelaxedSimd()).toEqual(enabled);
  expect(wasmFeatures()).toEqual(enabled);
});

it('says no where the engine has no WebAssembly', () => {
  const scope = globalThis as { WebAssembly?: unknown };
  const kept = scope.WebAssembly;
  delete scope.WebAssembly;
  try {
    expect(wasmFeatures()).toEqual({ simd: false, relaxedSimd: false });
  } finally {
    scope.WebAssembly = kept;
  }
});
