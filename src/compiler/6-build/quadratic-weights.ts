import type { RandomStream } from '../../base/random/stream.js';
import {
  laplaceSlab,
  normalSlab,
  shiftedSlab,
  type SlabPosterior,
} from '../../samplers/linear-normal-slab.js';
import type { ConjugateSpikeSlab } from '../../samplers/spike-slab.js';
import type { ElementLaw } from '../4-condition/element-law.js';
import type { RunningQuadratic } from './running-quadratic.js';

interface Slabs {
  readonly kind: ElementLaw['kind'];
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

const SLABS = { normal: normalSlab, laplace: laplaceSlab } as const;

/** Weights under a quadratic log likelihood, each integrated out in turn against its slab. */
export function quadraticWeights(
  likelihood: RunningQuadratic,
  { kind, centres, scales }: Slabs,
): Omit<ConjugateSpikeSlab, 'logOdds'> {
  const posterior = (j: number): SlabPosterior => {
    const quadratic = likelihood.quadratic(j);
    const slab = (line: number) => SLABS[kind](line, quadratic, scales[j]!);
    return shiftedSlab(slab, likelihood.linear(j), quadratic, centres[j]!);
  };
  return {
    logBayesFactor: (j) => posterior(j).logBayesFactor,
    draw: (stream: RandomStream, j) => posterior(j).draw(stream),
    keep: (j, value) => {
      likelihood.move(j, value);
    },
  };
}
