import type { RandomStream } from '../../base/random/stream.js';
import type { LogDensity } from '../kernel.js';
import {
  copyState,
  createPhasePoint,
  leapfrog,
  reevaluate,
  type HamiltonianParameters,
  type HamiltonianState,
} from '../leapfrog.js';
import { drawMomentum } from '../momentum.js';

/** Beyond these the search ends: the density is flat, or not continuous, in effect. */
const SMALLEST = 1e-12;
const LARGEST = 1e7;
const TARGET = Math.log(0.8);

/**
 * Doubles or halves the step size until one leapfrog step crosses an acceptance of 0.8, with a new
 * momentum each time: Hoffman and Gelman (2014), algorithm 4, as Stan has it.
 */
export function findReasonableStepSize(
  logDensity: LogDensity,
  stream: RandomStream,
  state: HamiltonianState,
  parameters: HamiltonianParameters,
): number {
  const { inverseMetric } = parameters;
  const point = createPhasePoint(logDensity.dimension);
  const accepts = (stepSize: number) => {
    if (logDensity.attune?.(stepSize, inverseMetric)) reevaluate(logDensity, state);
    copyState(state, point);
    const before = drawMomentum(stream, point, inverseMetric);
    return before - leapfrog(logDensity, point, stepSize, inverseMetric) > TARGET;
  };
  let { stepSize } = parameters;
  const grows = accepts(stepSize);
  while (accepts(stepSize) === grows && stepSize > SMALLEST && stepSize < LARGEST) {
    stepSize *= grows ? 2 : 0.5;
  }
  return stepSize;
}
