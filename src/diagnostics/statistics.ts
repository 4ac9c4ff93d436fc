import type { BlockStatistics } from '../base/draws.js';

/** One named statistic of one block and chain, or undefined where the sampler has none. */
export function statistic(
  block: BlockStatistics,
  chain: number,
  name: string,
): Float64Array | undefined {
  const column = block.names.indexOf(name);
  if (column < 0) return undefined;
  const rows = block.chains[chain]!;
  const width = block.names.length;
  return Float64Array.from({ length: rows.length / width }, (_, k) => rows[k * width + column]!);
}

/** Iterations of all chains in which the statistic satisfies `counts`. */
export function countIterations(
  block: BlockStatistics,
  name: string,
  counts: (value: number) => boolean,
): number {
  let total = 0;
  for (let chain = 0; chain < block.chains.length; chain++) {
    for (const value of statistic(block, chain, name) ?? []) if (counts(value)) total++;
  }
  return total;
}
