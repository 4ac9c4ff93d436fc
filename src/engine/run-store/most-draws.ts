/**
 * Of chains of unequal length, those and that common length which keep most draws. A chain that
 * has hardly begun would otherwise cut the others to nothing.
 */
export function mostDraws<C extends { readonly draws: number }>(
  chains: readonly C[],
): { readonly kept: readonly C[]; readonly length: number } {
  const lengths = chains.map((chain) => chain.draws).sort((a, b) => b - a);
  let length = 0;
  let most = 0;
  lengths.forEach((shortest, others) => {
    const total = shortest * (others + 1);
    if (total < most) return;
    most = total;
    length = shortest;
  });
  return { kept: chains.filter((chain) => chain.draws >= length), length };
}
