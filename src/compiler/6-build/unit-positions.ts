import { sizeOf } from '../../expression/index.js';

/** Row-major positions of an array that are at one place of an axis. */
export function positionsOf(shape: readonly number[], axis: number, at: number): number[] {
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const length = shape[axis]!;
  return Array.from({ length: outer * inner }, (_, k) => {
    const row = Math.floor(k / inner);
    return (row * length + at) * inner + (k % inner);
  });
}
