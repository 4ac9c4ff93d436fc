import { InvariantError } from '../../base/diagnostic.js';
import type { Place, Schedule } from '../schedule/schedule.js';

export type Numbers = Float64Array | Float32Array;

/** The arena and the constants of a schedule. */
export class Memory {
  /** The whole arena in both element types. */
  readonly arena: { readonly f64: Float64Array; readonly f32: Float32Array };
  readonly constants: readonly Numbers[];

  constructor({ arenaSize, constants }: Schedule) {
    const f64 = new Float64Array(arenaSize);
    this.arena = { f64, f32: new Float32Array(f64.buffer) };
    this.constants = constants.map(({ values, type }) =>
      type === 'f32' ? Float32Array.from(values) : values,
    );
  }

  view({ constant, offset, size, type }: Place): Numbers {
    const whole = constant === undefined ? this.arena[type] : this.constants[constant]!;
    return whole.subarray(offset, offset + size);
  }

  doubles(place: Place): Float64Array {
    const view = this.view(place);
    if (view instanceof Float64Array) return view;
    throw new InvariantError('a place of f32 where f64 is needed');
  }
}
