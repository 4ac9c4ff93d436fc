import type { Constant, ElementType, Place, Schedule } from '../schedule/schedule.js';
import { InvariantError } from '../../base/diagnostic.js';

export type Numbers = Float64Array | Float32Array;

/** Bytes of a cache line: vectors that begin at one are read at once. */
const LINE = 64;

/** Address of an array modulo a cache line. */
type Misalignment = (array: Numbers) => number;

/** The arena and the constants of an executable, each from a cache line on. */
export class NativeMemory {
  readonly arena: Float64Array;
  readonly constants: readonly Numbers[];

  constructor({ arenaSize, constants }: Schedule, misalignment: Misalignment) {
    this.arena = new Float64Array(...aligned(arenaSize * 8, misalignment), arenaSize);
    this.constants = constants.map((constant) => place(constant, misalignment));
  }

  doubles({ constant, offset, size, type }: Place): Float64Array {
    const whole = constant === undefined ? this.arena : this.constants[constant]!;
    if (type === 'f64' && whole instanceof Float64Array) {
      return whole.subarray(offset, offset + size);
    }
    throw new InvariantError('a place of f32 where f64 is needed');
  }
}

const placed: Readonly<Record<ElementType, WeakMap<Float64Array, Numbers>>> = {
  f64: new WeakMap(),
  f32: new WeakMap(),
};

/** The values of a constant, laid out once for all executables of a thread. */
function place({ values, type }: Constant, misalignment: Misalignment): Numbers {
  const known = placed[type].get(values);
  if (known !== undefined) return known;
  const bytes = values.length * (type === 'f64' ? 8 : 4);
  const [buffer, start] = aligned(bytes, misalignment);
  const made =
    type === 'f64'
      ? new Float64Array(buffer, start, values.length)
      : new Float32Array(buffer, start, values.length);
  made.set(values);
  placed[type].set(values, made);
  return made;
}

/** New zeros, and where in them the first cache line begins. */
function aligned(bytes: number, misalignment: Misalignment): [ArrayBuffer, number] {
  const buffer = new ArrayBuffer(bytes + 2 * LINE);
  const off = misalignment(new Float64Array(buffer, 0, 1));
  return [buffer, (LINE - off) % LINE];
}
