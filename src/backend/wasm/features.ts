import { Module, type Operation } from './encoder/index.js';
import { webAssembly } from './web-assembly.js';

/** What the engine can run, asked of the engine itself. */
export interface WasmFeatures {
  readonly simd: boolean;
  /** Multiply-add in one instruction; whether it rounds once or twice depends on the processor. */
  readonly relaxedSimd: boolean;
}

export function wasmFeatures(): WasmFeatures {
  return { simd: accepts('f64x2.add'), relaxedSimd: accepts('f64x2.relaxed_madd') };
}

/**
 * Switches relaxed SIMD on where it stands behind a flag (Node 20), once and before the first module
 * is compiled. Elsewhere, and in browsers, it does nothing. Returns what the engine can run then.
 */
export function enableRelaxedSimd(): WasmFeatures {
  const before = wasmFeatures();
  const v8 = nodeModule('node:v8');
  if (before.relaxedSimd || v8 === undefined) return before;
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  return wasmFeatures();
}

/** Whether a module with the instruction is valid here. */
function accepts(operation: Operation): boolean {
  const module = new Module();
  module.defineFunction({ parameters: [], results: [] }, (code) => {
    code.op('unreachable').op(operation).op('unreachable');
  });
  return webAssembly()?.validate(module.encode()) ?? false;
}

interface FlagSetter {
  setFlagsFromString(flags: string): void;
}

/** A module of Node, asked for without an import that a browser would stumble over. */
export function nodeModule(name: string): FlagSetter | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => FlagSetter | undefined };
  };
  return process?.getBuiltinModule?.(name);
}
