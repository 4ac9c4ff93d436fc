import type { Access, Place } from '../../schedule/schedule.js';
import type { Code, Local } from '../encoder/index.js';
import { BYTES, type Address } from './vector-access.js';

/** Byte address of a constant array, by its position in the schedule. */
export type ConstantAddress = (constant: number) => number;

/** The variables of a step's function: the arena's byte address and the number of the tile. */
export interface StepParameters {
  readonly base: Local;
  readonly tile: Local;
}

interface Pointer {
  readonly local: Local;
  /** Along the axes of the loop, in bytes. */
  readonly strides: readonly number[];
}

/** What moves along the axes of a loop; accesses that move alike share a variable. */
export class Pointers {
  private readonly byKey = new Map<string, Pointer>();

  constructor(
    private readonly code: Code,
    private readonly parameters: StepParameters,
    private readonly constants: ConstantAddress,
  ) {}

  /** Declares an access, before the first loop. */
  declare({ place, strides, tile }: Pick<Access, 'place' | 'strides' | 'tile'>): void {
    const key = keyOf(place, strides, tile);
    if (this.byKey.has(key)) return;
    const { code, parameters } = this;
    const bytes = BYTES[place.type];
    if (place.constant === undefined) code.get(parameters.base);
    else code.i32(0);
    if (tile !== 0)
      code
        .get(parameters.tile)
        .i32(tile * bytes)
        .op('i32.mul')
        .op('i32.add');
    const local = code.keep('i32');
    this.byKey.set(key, { local, strides: strides.map((stride) => stride * bytes) });
  }

  /** The present address of a declared access, some elements further. */
  address(
    { place, strides, tile }: Pick<Access, 'place' | 'strides' | 'tile'>,
    further = 0,
  ): Address {
    const { local } = this.byKey.get(keyOf(place, strides, tile))!;
    return { pointer: local, offset: this.start(place) + further * BYTES[place.type] };
  }

  /** Moves along an axis. */
  advance(axis: number, steps: number): void {
    for (const { local, strides } of this.byKey.values()) {
      const bytes = strides[axis]! * steps;
      if (bytes !== 0) this.code.get(local).i32(bytes).op('i32.add').set(local);
    }
  }

  private start({ constant, offset, type }: Place): number {
    return (constant === undefined ? 0 : this.constants(constant)) + offset * BYTES[type];
  }
}

function keyOf(place: Place, strides: readonly number[], tile: number): string {
  const bytes = BYTES[place.type];
  const moves = strides.map((stride) => stride * bytes).join();
  return `${place.constant === undefined ? 'arena' : 'constant'}:${moves}:${String(tile * bytes)}`;
}
