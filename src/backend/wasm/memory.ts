import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { BACKEND_MESSAGES } from '../messages.js';
import type { Constant, ElementType } from '../schedule/schedule.js';
import { MOST_PAGES } from './emit/emit-schedule.js';
import { webAssembly, type LinearMemory } from './web-assembly.js';

const PAGE = 65536;
/** Arenas and constants begin at a cache line. */
const LINE = 64;

/** One linear memory for the executables of a thread; data are laid out once. */
export class WasmMemory {
  private made: LinearMemory | undefined;
  private end = LINE;
  private readonly placed = new Map<ElementType, WeakMap<Float64Array, number>>([
    ['f64', new WeakMap()],
    ['f32', new WeakMap()],
  ]);

  /** Made when it is first needed; shared, so that views stay valid when it grows. */
  get linear(): LinearMemory {
    const { Memory } = webAssembly()!;
    this.made ??= new Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
    return this.made;
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
    if (this.linear.buffer.byteLength / PAGE + pages > MOST_PAGES)
      throw tooLarge(bytes, 'at most 4 GiB');
    try {
      this.linear.grow(pages);
    } catch {
      throw tooLarge(bytes, 'not so many on this machine now');
    }
  }
}

function tooLarge(bytes: number, limit: string): DiagnosticError {
  const needed = `${(bytes / 2 ** 30).toPrecision(3)} GiB`;
  return new DiagnosticError([diagnostic(BACKEND_MESSAGES.tooLarge, { needed, limit })]);
}
