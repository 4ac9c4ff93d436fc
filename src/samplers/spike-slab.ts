import { log1pexp } from '../base/numeric/special.js';
import type { RandomStream } from '../base/random/stream.js';
import type { AdaptiveKernel } from './kernel.js';

/** Weights w_j that are 0 unless included, and then have a slab prior; whatever likelihood. */
export interface SpikeSlab {
  /** Logit of the prior probability that w_j is included. */
  logOdds(j: number): number;
  drawSlab(stream: RandomStream, j: number): number;
  /** Log likelihood with w_j at `value`, less that of the present state. */
  change(j: number, value: number): number;
  /** w_j has moved to `value`. */
  keep(j: number, value: number): void;
}

/** Where the slab integrates out against the likelihood: given the other weights, the exact law of w_j. */
export interface ConjugateSpikeSlab {
  logOdds(j: number): number;
  /** Log of the likelihood averaged over the slab, over that at w_j = 0. */
  logBayesFactor(j: number): number;
  /** A draw of w_j given that it is included. */
  draw(stream: RandomStream, j: number): number;
  keep(j: number, value: number): void;
}

const STATISTICS = ['flips', 'included'];

/**
 * Joint moves of inclusion and weight: an excluded weight is offered a draw of its slab, an included one 0, each
 * accepted by the prior odds times the likelihood ratio. An included weight does not move otherwise: other kernels,
 * or repeated flips, do that. Flips here are by Metropolis, which never has more variance than drawing the
 * inclusion (Peskun 1973). The inclusions are the weights that are not 0.
 */
export function createSpikeSlab(target: SpikeSlab): AdaptiveKernel {
  return sweepWeights((stream, j, weight) => {
    const value = weight === 0 ? target.drawSlab(stream, j) : 0;
    const logOdds = weight === 0 ? target.logOdds(j) : -target.logOdds(j);
    // NaN, where the likelihood of the offer is not defined, is a rejection.
    if (!(-stream.exponential() < logOdds + target.change(j, value))) return weight;
    target.keep(j, value);
    return value;
  });
}

/** The exact draw of inclusion and weight together, given the other weights. */
export function createConjugateSpikeSlab(target: ConjugateSpikeSlab): AdaptiveKernel {
  return sweepWeights((stream, j) => {
    const logOdds = target.logOdds(j) + target.logBayesFactor(j);
    const included = Math.log(stream.uniform()) < -log1pexp(-logOdds);
    const value = included ? target.draw(stream, j) : 0;
    target.keep(j, value);
    return value;
  });
}

function sweepWeights(
  draw: (stream: RandomStream, j: number, weight: number) => number,
): AdaptiveKernel {
  return {
    statistics: STATISTICS,
    update(stream, position, _iteration, statistics) {
      let flips = 0;
      let included = 0;
      for (let j = 0; j < position.length; j++) {
        const before = position[j]!;
        const after = draw(stream, j, before);
        position[j] = after;
        if ((before === 0) !== (after === 0)) flips++;
        if (after !== 0) included++;
      }
      statistics[0] = flips;
      statistics[1] = included;
    },
    tuning: () => null,
    restore: () => undefined,
  };
}
