/** Mean, and variance with divisor n - 1, of `length` values from `start`. */
export function moments(
  values: Float64Array,
  start = 0,
  length = values.length,
): { readonly mean: number; readonly variance: number } {
  let sum = 0;
  for (let k = start; k < start + length; k++) sum += values[k]!;
  const mean = sum / length;
  let squares = 0;
  for (let k = start; k < start + length; k++) squares += (values[k]! - mean) ** 2;
  return { mean, variance: squares / (length - 1) };
}
