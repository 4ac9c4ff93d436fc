import { DiagnosticError, InvariantError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { BACKEND_MESSAGES } from '../messages.js';
import type { Constant, ElementType, Place } from '../schedule/schedule.js';
import { contentKey } from './content-key.js';
import { MOST_PAGES } from './emit/emit-schedule.js';
import { webAssembly, type LinearMemory } from './web-assembly.js';

const PAGE = 65536;
/** Arenas and constants begin at a cache line; the first line holds the number of lines taken. */
const LINE = 64;

/** A memory as it crosses to another thread: with the data that lie in it, by content. */
export interface SharedMemory {
  readonly linear: LinearMemory;
  readonly addresses: ReadonlyMap<string, number>;
}

/** The linear memory of a model's executables; data are laid out once, for all threads that share it. */
export class WasmMemory {
  private made: LinearMemory | undefined;
  private readonly given: ReadonlyMap<string, number>;
  private readonly placed = new Map<ElementType, Map<Float64Array, number>>([
    ['f64', new Map()],
    ['f32', new Map()],
  ]);

  constructor(shared?: SharedMemory) {
    this.made = shared?.linear;
    this.given = shared?.addresses ?? new Map();
  }

  /** Made when it is first needed; shared, so that views stay valid when it grows. */
  get linear(): LinearMemory {
    if (this.made === undefined) {
      const { Memory } = webAssembly()!;
      this.made = new Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
      Atomics.store(new Int32Array(this.made.buffer), 0, 1);
    }
    return this.made;
  }

  /** For another thread. */
  share(): SharedMemory {
    const addresses = new Map(this.given);
    for (const [type, placed] of this.placed) {
      for (const [values, address] of placed) addresses.set(contentKey(values, type), address);
    }
    return { linear: this.linear, addresses };
  }

  /** Byte address of new zeros. */
  allocate(bytes: number): number {
    const lines = Math.ceil(bytes / LINE);
    if (lines * LINE > MOST_PAGES * PAGE) throw tooLarge(bytes, 'at most 4 GiB');
    const start = Atomics.add(new Int32Array(this.linear.buffer, 0, 1), 0, lines) * LINE;
    this.reach(start + lines * LINE);
    return start;
  }

  /** Byte address of a constant, written the first time. */
  place({ values, type }: Constant): number {
    const placed = this.placed.get(type)!;
    const known = placed.get(values) ?? this.sharedAddress(values, type);
    const address = known ?? this.write(values, type);
    placed.set(values, address);
    return address;
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.linear.buffer, address, length);
  }

  /** Views of a schedule's places, given the addresses of its arena and of each constant. */
  views(base: number, constants: readonly number[]): (place: Place) => Float64Array {
    return ({ constant, offset, size, type }) => {
      if (type === 'f32') throw new InvariantError('a place of f32 where f64 is needed');
      const start = constant === undefined ? base : constants[constant]!;
      return this.doubles(start + offset * 8, size);
    };
  }

  private sharedAddress(values: Float64Array, type: ElementType): number | undefined {
    return this.given.size === 0 ? undefined : this.given.get(contentKey(values, type));
  }

  private write(values: Float64Array, type: ElementType): number {
    const address = this.allocate(values.length * (type === 'f64' ? 8 : 4));
    if (type === 'f64') this.doubles(address, values.length).set(values);
    else new Float32Array(this.linear.buffer, address, values.length).set(values);
    return address;
  }

  /** Grows the memory to so many bytes; other threads may be doing the same. */
  private reach(bytes: number): void {
    if (bytes > MOST_PAGES * PAGE) throw tooLarge(bytes, 'at most 4 GiB');
    const missing = Math.ceil((bytes - this.linear.buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    try {
      this.linear.grow(missing);
    } catch {
      if (this.linear.buffer.byteLength < bytes) {
        throw tooLarge(bytes, 'not so many on this machine now');
      }
    }
  }
}

function tooLarge(bytes: number, limit: string): DiagnosticError {
  const needed = `${(bytes / 2 ** 30).toPrecision(3)} GiB`;
  return new DiagnosticError([diagnostic(BACKEND_MESSAGES.tooLarge, { needed, limit })]);
}
