const INIT_BUFFER = 75;
const TERM_BUFFER = 50;
const BASE_WINDOW = 25;
/** A shorter warm-up tunes the step size alone: variances of a dozen draws say less than none. */
const SHORTEST_WITH_WINDOWS = 40;
/**
 * Part of a short warm-up that is left after the window. The step size is found anew in the new metric; with the few
 * iterations that Stan leaves it was often still that of the search, and every trajectory of the run diverged.
 */
const LAST_PART = 0.2;

/** When a warm-up learns the metric: over iterations `slowStart` to `slowEnd` - 1, in windows. */
export interface WarmupSchedule {
  readonly slowStart: number;
  readonly slowEnd: number;
  /** One past the last iteration of each window. */
  readonly windowEnds: readonly number[];
}

/**
 * Stan's schedule of warm-up windows: each twice as long as the one before, the last stretched.
 * Unlike Stan's, a warm-up of 151 to 199 stretches the first, not to end on a window of a few draws, and one below
 * 150 leaves more for the last phase.
 */
export function warmupSchedule(warmup: number): WarmupSchedule {
  if (warmup < SHORTEST_WITH_WINDOWS) return { slowStart: 0, slowEnd: 0, windowEnds: [] };
  if (warmup < INIT_BUFFER + BASE_WINDOW + TERM_BUFFER) {
    const slowStart = Math.floor(0.15 * warmup);
    const slowEnd = warmup - Math.floor(LAST_PART * warmup);
    return { slowStart, slowEnd, windowEnds: [slowEnd] };
  }
  const slowStart = INIT_BUFFER;
  const slowEnd = warmup - TERM_BUFFER;
  const windowEnds: number[] = [];
  let size = BASE_WINDOW;
  for (let end = slowStart; end < slowEnd; size *= 2) {
    end += size;
    // A window that leaves too little room for the next one, of twice its size, takes that room.
    if (end + 2 * size > slowEnd) end = slowEnd;
    windowEnds.push(end);
  }
  return { slowStart, slowEnd, windowEnds };
}
