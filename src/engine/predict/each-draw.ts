import type { Draws } from '../../base/draws.js';
import { RandomStream } from '../../base/random/stream.js';
import type { Predictor } from '../../compiler/6-build/predictor.js';

/** One draw of a run, which the predictor was last run with. */
export interface PredictedDraw {
  /** Over all chains, from 0. */
  readonly index: number;
  /** Randomness of a target at this draw, the same in every pass over the draws. */
  streamOf(target: number): RandomStream;
}

/** Runs the predictor with every draw of every chain. */
export function eachDraw(
  { chains, draws, width }: Draws,
  predictor: Predictor,
  seed: string,
  use: (draw: PredictedDraw) => void,
): void {
  chains.forEach((values, chain) => {
    for (let row = 0; row < draws; row++) {
      const stream = new RandomStream(seed, 'predict', chain + 1, row, 'rows');
      predictor.run(values.subarray(row * width, (row + 1) * width), stream);
      use({
        index: chain * draws + row,
        streamOf: (target) => new RandomStream(seed, 'predict', chain + 1, row, target),
      });
    }
  });
}
