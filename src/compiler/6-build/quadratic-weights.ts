import { CENTRED_SLABS } from '../../samplers/linear-normal-slab.js';
import type { ConjugateSpikeSlab } from '../../samplers/spike-slab.js';
import type { ElementLaw } from '../4-condition/element-law.js';
import type { RunningQuadratic } from './running-quadratic.js';

interface Slabs {
  readonly kind: ElementLaw['kind'];
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

/** Weights under a quadratic log likelihood, each integrated out in turn against its slab. */
export function quadraticWeights(
  { linear, quadratic, move }: RunningQuadratic,
  { kind, centres, scales }: Slabs,
): Omit<ConjugateSpikeSlab, 'logOdds'> {
  const slab = CENTRED_SLABS[kind];
  return {
    logBayesFactor: (j) => slab.logBayesFactor(linear(j), quadratic(j), scales[j]!, centres[j]!),
    draw: (stream, j) => slab.draw(stream, linear(j), quadratic(j), scales[j]!, centres[j]!),
    keep: move,
  };
}
