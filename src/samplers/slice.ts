import type { MoveRecord } from '../base/draws.js';
import type { RandomStream } from '../base/random/stream.js';
import { NO_MOVES, recordMove } from './adaptation/move-record.js';
import { createSliceWidths, type SliceTuning } from './adaptation/slice-widths.js';
import type { AdaptiveKernel } from './kernel.js';

export interface SliceParameters {
  /** Width of one step out. */
  readonly width: number;
  /** Steps out at most, both sides together. */
  readonly maxSteps: number;
}

export interface SliceDraw {
  readonly value: number;
  readonly logDensity: number;
  readonly evaluations: number;
}

/** Steps out at most, in a tuned move. */
export const MAX_STEPS = 100;

/**
 * One univariate slice move with stepping out and shrinkage (Neal 2003, figures 3 and 5). Where the
 * density is NaN or zero the point is outside the slice. `known` is the log density at the start, if it is known.
 */
export function sliceDraw(
  stream: RandomStream,
  logDensity: (value: number) => number,
  start: number,
  parameters: SliceParameters,
  known?: number,
): SliceDraw {
  const startLogDensity = known ?? logDensity(start);
  let evaluations = known === undefined ? 1 : 0;
  // A start without density has no slice: it stays, as after a rejection.
  if (!Number.isFinite(startLogDensity)) {
    return { value: start, logDensity: startLogDensity, evaluations };
  }
  const level = startLogDensity - stream.exponential();
  const { width, maxSteps } = parameters;
  const inside = (value: number) => {
    evaluations++;
    return logDensity(value) > level;
  };
  let left = start - width * stream.uniform();
  let right = left + width;
  // The limit is shared at random between the sides, else the move would not be reversible.
  const stepsLeft = Math.floor(maxSteps * stream.uniform());
  for (let i = 0; i < stepsLeft && inside(left); i++) left -= width;
  for (let i = 0; i < maxSteps - 1 - stepsLeft && inside(right); i++) right += width;
  for (;;) {
    const value = left + (right - left) * stream.uniform();
    // The interval has shrunk to the start: it is inside, whatever rounding says.
    if (value === start) return { value, logDensity: startLogDensity, evaluations };
    const at = logDensity(value);
    evaluations++;
    if (at > level) return { value, logDensity: at, evaluations };
    if (value < start) left = value;
    else right = value;
  }
}

/**
 * Slice moves along each coordinate in turn, their widths tuned in warm-up. `along` gives the log density of positions
 * that differ from the present one in one coordinate.
 */
export function createAdaptiveSlice(
  dimension: number,
  along: (coordinate: number) => (position: Float64Array) => number,
  options: { readonly warmup: number },
): AdaptiveKernel {
  const adaptation = createSliceWidths(dimension, options.warmup);
  let record: MoveRecord = NO_MOVES;
  return {
    statistics: ['width', 'evaluations'],
    update(stream, position, iteration, statistics) {
      statistics.fill(0, 0, 2);
      let moved = false;
      let known: number | undefined;
      for (let i = 0; i < dimension; i++) {
        const logDensity = along(i);
        const at = (value: number) => {
          position[i] = value;
          return logDensity(position);
        };
        const start = position[i]!;
        const width = adaptation.widths[i]!;
        const draw = sliceDraw(stream, at, start, { width, maxSteps: MAX_STEPS }, known);
        known = draw.logDensity;
        position[i] = draw.value;
        statistics[0] = statistics[0]! + width / dimension;
        statistics[1] = statistics[1]! + draw.evaluations;
        adaptation.learn(i, Math.abs(draw.value - start), iteration);
        moved ||= draw.value !== start;
      }
      if (iteration >= options.warmup) record = recordMove(record, moved);
      else if (iteration === options.warmup - 1) record = { ...NO_MOVES, tuned: true };
    },
    record: () => record,
    tuning: () => ({ ...adaptation.tuning(), record }),
    restore(tuning) {
      const saved = tuning as SliceTuning & { readonly record: MoveRecord };
      adaptation.restore(saved);
      record = saved.record;
    },
  };
}
