import type { Column, Dataset } from '../../src/base/dataset.js';

type Shape = readonly number[];

/** A data set in memory, each array under its name. */
export function arrayData(
  name: string,
  arrays: Readonly<Record<string, readonly [Shape, Float64Array]>>,
): Dataset {
  const columns = Object.entries(arrays).map(([column, [shape, values]]): [string, Column] => [
    column,
    { name: column, shape, values, place: (element) => `${name}, ${column}[${String(element)}]` },
  ]);
  return { name, kind: 'arrays', columns: new Map(columns), hash: '' };
}

/** sin(frequency i), i = 0, 1, ...: data that are as good as random and cost nothing to keep. */
export function wave(size: number, frequency: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => Math.sin(i * frequency));
}
