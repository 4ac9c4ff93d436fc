import type { BlockStatistics } from '../../base/draws.js';
import type { BlockLayout } from './manifest.js';

/** Rows that hold the statistics of all blocks, taken apart by block. */
export function blockStatistics(
  blocks: readonly BlockLayout[],
  chains: readonly Float64Array[],
): BlockStatistics[] {
  const width = blocks.reduce((sum, block) => sum + block.statistics.length, 0);
  let offset = 0;
  return blocks.map(({ name, sampler, statistics }) => {
    const begin = offset;
    offset += statistics.length;
    const own = chains.map((rows) => columns(rows, width, begin, statistics.length));
    return { block: name, sampler, names: statistics, chains: own };
  });
}

function columns(rows: Float64Array, width: number, begin: number, count: number): Float64Array {
  const length = width === 0 ? 0 : rows.length / width;
  const out = new Float64Array(length * count);
  for (let row = 0; row < length; row++) {
    const at = row * width + begin;
    out.set(rows.subarray(at, at + count), row * count);
  }
  return out;
}
