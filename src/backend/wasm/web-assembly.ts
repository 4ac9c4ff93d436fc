/** What the backend uses of the engine's WebAssembly object, in browsers and Node alike. */
export interface WebAssemblyEngine {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => CompiledModule;
  readonly Instance: new (
    module: CompiledModule,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, ExportedFunction>> };
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => LinearMemory;
}

/** Compiled code without state: it can be posted to a worker. */
export type CompiledModule = object;

export interface LinearMemory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  grow(pages: number): number;
}

export type ExportedFunction = (...values: readonly number[]) => number;

/** Undefined where the engine has no WebAssembly. */
export function webAssembly(): WebAssemblyEngine | undefined {
  return (globalThis as { WebAssembly?: WebAssemblyEngine }).WebAssembly;
}
