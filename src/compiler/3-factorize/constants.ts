import type { CheckedField } from '../2-check/model.js';

/** Constants of the transform: standardize works column by column, and leaves a constant column at 0. */
export function constantsOf(
  { transform }: CheckedField,
  values: Float64Array,
  shape: readonly number[],
): { center: Float64Array; scale: Float64Array } {
  if (transform === undefined) return { center: Float64Array.of(0), scale: Float64Array.of(1) };
  if (transform.kind === 'scale') {
    return { center: Float64Array.of(0), scale: Float64Array.of(1 / transform.factor) };
  }
  const columns = shape.length >= 2 ? shape.at(-1)! : 1;
  const center = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const column = values.filter((value, i) => i % columns === j && !Number.isNaN(value));
    const rows = column.length;
    for (const value of column) center[j]! += value / rows;
    let squares = 0;
    for (const value of column) squares += (value - center[j]!) ** 2;
    scale[j] = Math.sqrt(squares / Math.max(1, rows - 1)) || 1;
  }
  return { center, scale };
}
