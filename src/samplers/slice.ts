import type { RandomStream } from '../base/random/stream.js';
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

const MAX_STEPS = 100;

/**
 * One univariate slice move with stepping out and shrinkage (Neal 2003, figures 3 and 5). Where the
 * density is NaN or zero the point is outside the slice.
 */
export function sliceDraw(
  stream: RandomStream,
  logDensity: (value: number) => number,
  start: number,
  parameters: SliceParameters,
): SliceDraw {
  const startLogDensity = logDensity(start);
  // A start without density has no slice: it stays, as after a rejection.
  if (!Number.isFinite(startLogDensity)) {
    return { value: start, logDensity: startLogDensity, evaluations: 1 };
  }
  const level = startLogDensity - stream.exponential();
  const { width, maxSteps } = parameters;
  let evaluations = 1;
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

interface SliceTuning {
  readonly widths: readonly number[];
  /** Sums over warm-up of each coordinate's moves, later ones weighing more. */
  readonly moved: readonly number[];
}

/** Warm-up iterations before the widths first change. */
const FIRST_CHANGE = 10;

/**
 * Slice moves along each coordinate in turn. During warm-up a width follows twice the mean move,
 * weighed by iteration, which forgets a poor start (the rule of JAGS).
 */
export function createAdaptiveSlice(
  dimension: number,
  logDensity: (position: Float64Array) => number,
  options: { readonly warmup: number },
): AdaptiveKernel {
  const widths = new Float64Array(dimension).fill(1);
  const moved = new Float64Array(dimension);
  const learn = (i: number, move: number, iteration: number) => {
    moved[i] = moved[i]! + (iteration + 1) * move;
    if (iteration + 1 < FIRST_CHANGE || moved[i] === 0) return;
    widths[i] = (2 * moved[i]!) / (((iteration + 1) * (iteration + 2)) / 2);
  };
  return {
    statistics: ['width', 'evaluations'],
    update(stream, position, iteration, statistics) {
      statistics.fill(0, 0, 2);
      for (let i = 0; i < dimension; i++) {
        const along = (value: number) => {
          position[i] = value;
          return logDensity(position);
        };
        const start = position[i]!;
        const width = widths[i]!;
        const draw = sliceDraw(stream, along, start, { width, maxSteps: MAX_STEPS });
        position[i] = draw.value;
        statistics[0] = statistics[0]! + width / dimension;
        statistics[1] = statistics[1]! + draw.evaluations;
        if (iteration < options.warmup) learn(i, Math.abs(draw.value - start), iteration);
      }
    },
    tuning: (): SliceTuning => ({ widths: Array.from(widths), moved: Array.from(moved) }),
    restore(tuning) {
      const { widths: savedWidths, moved: savedMoves } = tuning as SliceTuning;
      widths.set(savedWidths);
      moved.set(savedMoves);
    },
  };
}
