import { shuffled } from '../base/random/shuffled.js';
import type { RandomStream } from '../base/random/stream.js';
import type { AdaptiveKernel } from './kernel.js';

/** Coordinates that move together, with a normal prior and whatever likelihood. */
export interface EllipticalUnit {
  readonly coordinates: readonly number[];
  /** Takes up what the others have become. */
  begin?(): void;
  /** Prior mean of the coordinates. */
  fillMean(out: Float64Array): void;
  /** A draw of the prior about a mean of 0. */
  drawDeviation(stream: RandomStream, out: Float64Array): void;
  /** Log likelihood with the coordinates at these values, less that of the present state. */
  change(values: Float64Array): number;
  /** The unit has moved to these values; what is drawn given them may be drawn now. */
  keep(values: Float64Array, stream: RandomStream): void;
}

/**
 * One elliptical slice move (Murray, Adams and MacKay 2010, figure 2): turns the deviation of `start` from the mean
 * towards a draw of the prior, by an angle shrunk until the likelihood allows it. Nothing to tune. `change` is the
 * log likelihood of a point less that of `start`; NaN is outside. Writes the point to `out`; the evaluations made.
 */
export function ellipticalDraw(
  stream: RandomStream,
  start: Float64Array,
  mean: Float64Array,
  deviation: Float64Array,
  change: (values: Float64Array) => number,
  out: Float64Array,
): number {
  const level = -stream.exponential();
  let angle = 2 * Math.PI * stream.uniform();
  let left = angle - 2 * Math.PI;
  let right = angle;
  for (let evaluations = 1; ; evaluations++) {
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    for (let i = 0; i < start.length; i++) {
      out[i] = mean[i]! + cos * (start[i]! - mean[i]!) + sin * deviation[i]!;
    }
    if (change(out) > level) return evaluations;
    if (angle < 0) left = angle;
    else right = angle;
    // The bracket has closed on the start: it is inside, whatever rounding says.
    if (angle === 0) {
      out.set(start);
      return evaluations;
    }
    angle = left + (right - left) * stream.uniform();
  }
}

/**
 * An elliptical slice move of each unit in turn; all coordinates in one unit make it the plain sampler. The order is
 * drawn anew each time, so that the moves together are their own reverse.
 */
export function createEllipticalSlice(units: readonly EllipticalUnit[]): AdaptiveKernel {
  const pools = units.map(({ coordinates: { length } }) => ({
    start: new Float64Array(length),
    mean: new Float64Array(length),
    deviation: new Float64Array(length),
    out: new Float64Array(length),
  }));
  return {
    statistics: ['evaluations'],
    update(stream, position, _iteration, statistics) {
      let evaluations = 0;
      for (const u of shuffled(stream, units.length)) {
        const unit = units[u]!;
        const { start, mean, deviation, out } = pools[u]!;
        unit.coordinates.forEach((at, i) => (start[i] = position[at]!));
        unit.begin?.();
        unit.fillMean(mean);
        unit.drawDeviation(stream, deviation);
        const change = (values: Float64Array) => unit.change(values);
        evaluations += ellipticalDraw(stream, start, mean, deviation, change, out);
        unit.coordinates.forEach((at, i) => (position[at] = out[i]!));
        unit.keep(out, stream);
      }
      statistics[0] = evaluations;
    },
    tuning: () => null,
    restore: () => undefined,
  };
}
