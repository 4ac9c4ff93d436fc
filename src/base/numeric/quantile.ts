/** Quantile of sorted values, by linear interpolation (Hyndman & Fan 1996, type 7, as in R). */
export function quantile(sorted: Float64Array, probability: number): number {
  const at = snap((sorted.length - 1) * probability);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const weight = at - below;
  return low === high ? low : (1 - weight) * low + weight * high;
}

/** A position that is whole but for rounding must name that order statistic, as in R. */
function snap(position: number): number {
  const whole = Math.round(position);
  return Math.abs(position - whole) <= 4 * Number.EPSILON * whole ? whole : position;
}
