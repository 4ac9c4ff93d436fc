import type { RandomStream } from '../base/random/stream.js';
import { createSliceWidths, type SliceTuning } from './adaptation/slice-widths.js';
import type { AdaptiveKernel } from './kernel.js';
import { MAX_STEPS, sliceDraw } from './slice.js';

/**
 * Weights w whose elements have closed forms given each other, and positive scales that each belong to one element
 * of w alone. All but `take` is about the element taken.
 */
export interface ComponentwiseTarget {
  readonly size: number;
  /** How many scales belong to each element. */
  readonly scales: number;
  /** Comes to element j, all others held. */
  take(j: number): void;
  /** Log of scale k. */
  logScale(k: number): number;
  /** Sets the log of scale k; returns its log density on that axis with the weight integrated out, up to a constant. */
  place(k: number, logScale: number): number;
  /** A draw of the weight given its scales, which the target keeps. */
  draw(stream: RandomStream): number;
}

/**
 * One element after the other: its scales along slices with the weight integrated out, then the weight exactly given
 * them. A weight near 0 would hold its scale near 0 and the scale the weight; so taken together they move freely.
 */
export function createComponentwise(
  target: ComponentwiseTarget,
  options: { readonly warmup: number },
): AdaptiveKernel {
  const { scales, size } = target;
  const adaptation = createSliceWidths(scales, options.warmup);
  const moved = new Float64Array(scales);
  return {
    statistics: scales > 0 ? ['width', 'evaluations'] : [],
    update(stream, position, iteration, statistics) {
      moved.fill(0);
      let evaluations = 0;
      for (let j = 0; j < size; j++) {
        target.take(j);
        for (let k = 0; k < scales; k++) {
          const start = target.logScale(k);
          const along = (value: number) => target.place(k, value);
          const width = adaptation.widths[k]!;
          const draw = sliceDraw(stream, along, start, { width, maxSteps: MAX_STEPS });
          target.place(k, draw.value);
          moved[k] = moved[k]! + Math.abs(draw.value - start) / size;
          evaluations += draw.evaluations;
        }
        position[j] = target.draw(stream);
      }
      if (scales === 0) return;
      statistics[0] = adaptation.widths.reduce((sum, width) => sum + width, 0) / scales;
      statistics[1] = evaluations;
      moved.forEach((by, k) => {
        adaptation.learn(k, by, iteration);
      });
    },
    tuning: () => adaptation.tuning(),
    restore(tuning) {
      adaptation.restore(tuning as SliceTuning);
    },
  };
}
