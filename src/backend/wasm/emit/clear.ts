import type { Place, Reduction } from '../../schedule/schedule.js';
import type { Code, Local } from '../encoder/index.js';
import { countedLoop } from './counted-loop.js';
import type { Pointers } from './pointers.js';
import { BYTES, storeDense, type Mode } from './vector-access.js';

/** What a reduction starts from. */
export const NEUTRAL = { sum: 0, max: -Infinity } as const;

/** Writes the start of a reduction to every element that it will join in memory. */
export function clear(
  code: Code,
  pointers: Pointers,
  { to, op }: Reduction,
  extents: readonly number[],
): void {
  if (to.index !== undefined) {
    // All that an index may choose lies in one piece.
    const { pointer, offset } = pointers.address(to);
    clearPlace(code, pointer, offset, to.place);
    return;
  }
  const axes = to.strides.flatMap((stride, axis) => (stride === 0 ? [] : [axis]));
  const clearAxis = (level: number): void => {
    const axis = axes[level];
    if (axis === undefined) {
      const { pointer, offset } = pointers.address(to);
      code.get(pointer);
      if (to.place.type === 'f64') code.f64(NEUTRAL[op]).store('f64.store', offset);
      else code.f32(NEUTRAL[op]).store('f32.store', offset);
      return;
    }
    countedLoop(code, extents[axis]!, () => {
      clearAxis(level + 1);
      pointers.advance(axis, 1);
    });
    pointers.advance(axis, -extents[axis]!);
  };
  clearAxis(0);
}

/** Writes zeros to a place in one piece; `start` stays where it is. */
export function clearPlace(code: Code, start: Local, offset: number, { size, type }: Place): void {
  const zero = code.local('v128');
  const pointer = code.local('i32');
  code.f64x2(0).set(zero).get(start).set(pointer);
  const lanes = 16 / BYTES[type];
  const run = (times: number, bytes: number, mode: Mode) => {
    countedLoop(code, times, () => {
      storeDense(code, zero, { pointer, offset }, type, type, mode);
      code.get(pointer).i32(bytes).op('i32.add').set(pointer);
    });
  };
  run(Math.floor(size / lanes), 16, 'vector');
  run(size % lanes, BYTES[type], 'lane');
  code.free(zero, pointer);
}
