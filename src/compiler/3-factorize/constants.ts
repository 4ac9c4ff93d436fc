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
  const rows = values.length / columns;
  const center = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) center[j]! += values[i * columns + j]! / rows;
    let squares = 0;
    for (let i = 0; i < rows; i++) squares += (values[i * columns + j]! - center[j]!) ** 2;
    scale[j] = Math.sqrt(squares / Math.max(1, rows - 1)) || 1;
  }
  return { center, scale };
}
