/** The steps during which a buffer holds values; `last` is Infinity for what must survive. */
export interface Lifetime {
  readonly size: number;
  readonly first: number;
  readonly last: number;
}

/** Elements to a cache line of 64 bytes. */
const LINE = 8;

/** Offsets of buffers in one arena; buffers that are never alive together may share elements. */
export function allocate(lifetimes: readonly Lifetime[]): { offsets: number[]; size: number } {
  const offsets = lifetimes.map(() => 0);
  const byStart = [...lifetimes.keys()].sort(
    (a, b) => lifetimes[a]!.first - lifetimes[b]!.first || a - b,
  );
  let alive: number[] = [];
  let size = 0;
  for (const buffer of byStart) {
    const { first, size: wanted } = lifetimes[buffer]!;
    alive = alive.filter((other) => lifetimes[other]!.last >= first);
    offsets[buffer] = bestGap(alive, wanted, (other) => ({
      start: offsets[other]!,
      end: aligned(offsets[other]! + lifetimes[other]!.size),
    }));
    size = Math.max(size, offsets[buffer] + wanted);
    alive.push(buffer);
  }
  return { offsets, size };
}

/** Start of the smallest gap that holds `wanted` elements; after everything where none does. */
function bestGap(
  alive: readonly number[],
  wanted: number,
  extent: (buffer: number) => { start: number; end: number },
): number {
  const taken = alive.map(extent).sort((a, b) => a.start - b.start);
  let best = { start: -1, slack: Infinity };
  let end = 0;
  for (const next of taken) {
    const slack = next.start - end - wanted;
    if (slack >= 0 && slack < best.slack) best = { start: end, slack };
    end = Math.max(end, next.end);
  }
  return best.start < 0 ? end : best.start;
}

function aligned(offset: number): number {
  return Math.ceil(offset / LINE) * LINE;
}
