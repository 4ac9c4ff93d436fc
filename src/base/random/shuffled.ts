import type { RandomStream } from './stream.js';

/** 0 to n - 1 in an order drawn uniformly. */
export function shuffled(stream: RandomStream, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * stream.uniform());
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
