import { describe, expect, it, vi } from 'vitest';
import { createWasmBackend } from '../../../src/backend/wasm/backend.js';
import { contentKey } from '../../../src/backend/wasm/content-key.js';
import { WasmMemory } from '../../../src/backend/wasm/memory.js';
import { webAssembly, type WebAssemblyEngine } from '../../../src/backend/wasm/web-assembly.js';
import { network } from '../network.js';

const OPTIONS = { precision: 'f64', relaxed: false } as const;
const taken = (memory: { readonly linear: { readonly buffer: ArrayBuffer | SharedArrayBuffer } }) =>
  new Int32Array(memory.linear.buffer, 0, 1)[0]! * 64;

function gradient(backend: ReturnType<typeof createWasmBackend>, outputs = network(900, 40, 5)) {
  const executable = backend.compile(outputs);
  for (const view of executable.inputs.values()) view.forEach((_, i) => (view[i] = Math.sin(i)));
  executable.run();
  return executable.outputs.map((view) => view.slice());
}

describe('a memory that threads share', () => {
  it('holds the data once, and each thread its own results', () => {
    const first = createWasmBackend(OPTIONS);
    const found = gradient(first);
    const shared = structuredClone({ addresses: first.share!().addresses });
    const second = createWasmBackend({
      ...OPTIONS,
      shared: { ...shared, linear: first.share!().linear },
    });
    const before = taken(first.share!());
    expect(gradient(second)).toEqual(found);
    const data = 900 * 40 * 8;
    expect(before).toBeGreaterThan(data);
    expect(taken(first.share!()) - before).toBeLessThan(data / 2);
  });

  it('comes with the code that was made for it: another thread compiles none of it', () => {
    const first = createWasmBackend(OPTIONS);
    const found = gradient(first);
    const second = createWasmBackend({ ...OPTIONS, shared: first.share!() });
    const engine = webAssembly() as { Module: WebAssemblyEngine['Module'] };
    const counted = vi.spyOn(engine, 'Module');
    try {
      expect(gradient(second)).toEqual(found);
      expect(counted).not.toHaveBeenCalled();
      expect(gradient(second, network(900, 40, 6))).not.toEqual(found);
      expect(counted).toHaveBeenCalledOnce();
    } finally {
      counted.mockRestore();
    }
  });

  it('compiles once what several chains run', () => {
    const backend = createWasmBackend(OPTIONS);
    const outputs = network(900, 40, 5);
    const found = gradient(backend, outputs);
    const before = taken(backend.share!());
    expect(gradient(backend, outputs)).toEqual(found);
    expect(taken(backend.share!()) - before).toBeLessThan(900 * 40 * 4);
  });

  it('grows under views that are in use', () => {
    const memory = new WasmMemory();
    const view = memory.doubles(memory.allocate(80), 10).fill(7);
    const far = memory.allocate(2 ** 24);
    memory.doubles(far, 2 ** 21).fill(1);
    expect([...view]).toEqual(new Array(10).fill(7));
  });
});

describe('the key of a constant', () => {
  it('tells values, their order, their type and the sign of zero apart', () => {
    const arrays = [[], [0], [-0], [0, 0], [1, 2], [2, 1], [1, 2, 0], [NaN], [1e300, 1e-300]];
    const keys = arrays.map((values) => contentKey(Float64Array.from(values), 'f64'));
    expect(new Set(keys).size).toBe(arrays.length);
    expect(contentKey(Float64Array.of(1), 'f32')).not.toBe(contentKey(Float64Array.of(1), 'f64'));
    expect(contentKey(Float64Array.of(3, 1, 2).subarray(1), 'f64')).toBe(
      contentKey(Float64Array.of(1, 2), 'f64'),
    );
  });
});
