import { InvariantError } from '../../../base/diagnostic.js';
import { Bytes } from './bytes.js';
import { Code, type FunctionLibrary } from './code.js';
import { TYPE_CODES, type FunctionIndex, type FunctionType, type MemoryLimits } from './types.js';

/** Of sections, in the order they must stand. Source: WebAssembly specification 2.0, section 5.5. */
const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION_KIND = 0x00;
const MEMORY_KIND = 0x02;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** A WebAssembly module under construction: one imported memory, functions, exports. */
export class Module implements FunctionLibrary {
  private readonly types: FunctionType[] = [];
  private readonly typeIndices = new Map<string, number>();
  private readonly imports: Uint8Array[] = [];
  private readonly exports: Uint8Array[] = [];
  private readonly functions: { type: FunctionType; body: Uint8Array | undefined }[] = [];
  private readonly memo = new Map<string, FunctionIndex>();
  private importedFunctions = 0;

  importMemory(module: string, name: string, { initial, maximum, shared }: MemoryLimits): void {
    const limits = new Bytes()
      .byte(shared ? 0x03 : 0x01)
      .unsigned(initial)
      .unsigned(maximum);
    const described = new Bytes().name(module).name(name).byte(MEMORY_KIND);
    this.imports.push(described.append(limits.written()).written());
  }

  /** Before any other function: imports take the first indices. */
  importFunction(module: string, name: string, type: FunctionType): FunctionIndex {
    if (this.functions.length > 0) throw new InvariantError('imports come before functions');
    const described = new Bytes().name(module).name(name).byte(FUNCTION_KIND);
    this.imports.push(described.unsigned(this.typeIndex(type)).written());
    return this.importedFunctions++ as FunctionIndex;
  }

  /** A function to be called at once and written later by `define`. */
  declareFunction(type: FunctionType): FunctionIndex {
    this.functions.push({ type, body: undefined });
    return (this.importedFunctions + this.functions.length - 1) as FunctionIndex;
  }

  define(index: FunctionIndex, write: (code: Code) => void, exportName?: string): void {
    const declared = this.functions[index - this.importedFunctions];
    if (declared === undefined || declared.body !== undefined) {
      throw new InvariantError(`function ${String(index)} cannot be defined`);
    }
    const code = new Code(this, declared.type);
    write(code);
    declared.body = code.encode();
    if (exportName !== undefined) this.export(exportName, index);
  }

  export(name: string, index: FunctionIndex): void {
    this.exports.push(new Bytes().name(name).byte(FUNCTION_KIND).unsigned(index).written());
  }

  defineFunction(
    type: FunctionType,
    write: (code: Code) => void,
    exportName?: string,
  ): FunctionIndex {
    const index = this.declareFunction(type);
    this.define(index, write, exportName);
    return index;
  }

  /** The function of this key: written the first time it is asked for. */
  once(key: string, type: FunctionType, write: (code: Code) => void): FunctionIndex {
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const index = this.declareFunction(type);
    this.memo.set(key, index);
    this.define(index, write);
    return index;
  }

  encode(): Uint8Array<ArrayBuffer> {
    const bodies = this.functions.map(({ body }, i) => {
      if (body === undefined) throw new InvariantError(`function ${String(i)} has no body`);
      return new Bytes().counted(body).written();
    });
    // Asked for first: it can still add to the types.
    const uses = this.functions.map(({ type }) =>
      new Bytes().unsigned(this.typeIndex(type)).written(),
    );
    const types = this.types.map(encodeType);
    const out = new Bytes().byte(...HEADER);
    section(out, SECTION.type, types);
    section(out, SECTION.import, this.imports);
    section(out, SECTION.function, uses);
    section(out, SECTION.export, this.exports);
    section(out, SECTION.code, bodies);
    return out.written();
  }

  private typeIndex(type: FunctionType): number {
    const key = `${type.parameters.join()}:${type.results.join()}`;
    const known = this.typeIndices.get(key);
    if (known !== undefined) return known;
    this.types.push(type);
    this.typeIndices.set(key, this.types.length - 1);
    return this.types.length - 1;
  }
}

function encodeType({ parameters, results }: FunctionType): Uint8Array {
  const out = new Bytes().byte(0x60);
  for (const side of [parameters, results]) {
    out.unsigned(side.length).byte(...side.map((type) => TYPE_CODES[type]));
  }
  return out.written();
}

/** A section of entries; an empty one is left out. */
function section(out: Bytes, id: number, entries: readonly Uint8Array[]): void {
  if (entries.length === 0) return;
  const content = new Bytes().unsigned(entries.length);
  for (const entry of entries) content.append(entry);
  out.byte(id).counted(content.written());
}
