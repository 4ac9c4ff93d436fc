import type { Constant, ElementType } from '../schedule/schedule.js';
import { MOST_PAGES } from './emit/emit-schedule.js';
import { webAssembly, type LinearMemory } from './web-assembly.js';

const PAGE = 65536;
/** Arenas and constants begin at a cache line. */
const LINE = 64;

/** Thrown when a model does not fit into what 32-bit addresses reach. */
export class OutOfMemory extends Error {
  constructor(readonly bytes: number) {
    super(`${String(bytes)} bytes of memory are needed`);
  }
}

/** One linear memory for the executables of a thread; data are laid out once. */
export class WasmMemory {
  readonly linear: LinearMemory;
  private end = LINE;
  private readonly placed = new Map<ElementType, WeakMap<Float64Array, number>>([
    ['f64', new WeakMap()],
    ['f32', new WeakMap()],
  ]);

  constructor() {
    // Shared, so that views stay valid when it grows.
    this.linear = new (webAssembly()!.Memory)({ initial: 1, maximum: MOST_PAGES, shared: true });
  }

  /** Byte address of new zeros. */
  allocate(bytes: number): number {
    const start = this.end;
    const end = start + Math.ceil(bytes / LINE) * LINE;
    const missing = Math.ceil(end / PAGE) - this.linear.buffer.byteLength / PAGE;
    if (missing > 0) this.grow(missing, end);
    this.end = end;
    return start;
  }

  /** Byte address of a constant, written the first time. */
  place({ values, type }: Constant): number {
    const placed = this.placed.get(type)!;
    const known = placed.get(values);
    if (known !== undefined) return known;
    const bytes = values.length * (type === 'f64' ? 8 : 4);
    const address = this.allocate(bytes);
    if (type === 'f64') this.doubles(address, values.length).set(values);
    else new Float32Array(this.linear.buffer, address, values.length).set(values);
    placed.set(values, address);
    return address;
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.linear.buffer, address, length);
  }

  private grow(pages: number, bytes: number): void {
    if (this.linear.buffer.byteLength / PAGE + pages > MOST_PAGES) throw new OutOfMemory(bytes);
    try {
      this.linear.grow(pages);
    } catch {
      throw new OutOfMemory(bytes);
    }
  }
}
