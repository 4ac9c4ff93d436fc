import { webAssembly, type CompiledModule } from './web-assembly.js';

/** What an engine compiled, as it crosses to another thread. */
export interface PostedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly module: CompiledModule;
}

/** Modules by their bytes: what one thread has compiled, those it posts to only look up. */
export class Modules {
  private readonly known: PostedModule[];

  constructor(posted: readonly PostedModule[] = []) {
    this.known = [...posted];
  }

  of(bytes: Uint8Array<ArrayBuffer>): CompiledModule {
    const found = this.known.find((one) => sameBytes(one.bytes, bytes));
    if (found !== undefined) return found.module;
    const { Module } = webAssembly()!;
    const module = new Module(bytes);
    this.known.push({ bytes, module });
    return module;
  }

  share(): readonly PostedModule[] {
    return this.known;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
