/** The central 90 % of something, and its median. */
interface Interval {
  readonly q5: number;
  readonly q50: number;
  readonly q95: number;
}

const WIDTH = 21;

/** A scale that all elements of one array share, so that their intervals can be compared. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** The scale of an array's 90 % intervals; none for a lone quantity or without a spread. */
export function scaleOf(elements: readonly Interval[]): Scale | undefined {
  const low = Math.min(...elements.map(({ q5 }) => q5));
  const high = Math.max(...elements.map(({ q95 }) => q95));
  return elements.length > 1 && Number.isFinite(high - low) && high > low
    ? { low, high }
    : undefined;
}

/** The 90 % interval as a line with its median. */
export function intervalPlot({ q5, q50, q95 }: Interval, { low, high }: Scale): string {
  const at = (value: number) => Math.round(((value - low) / (high - low)) * (WIDTH - 1));
  const [left, middle, right] = [at(q5), at(q50), at(q95)];
  return Array.from({ length: WIDTH }, (_, k) => {
    if (k === middle) return '●';
    return k >= left && k <= right ? '─' : ' ';
  }).join('');
}
