import type { RandomStream } from '../base/random/stream.js';
import { energyAfterKick, type PhasePoint } from './leapfrog.js';

/** Draws the momentum from N(0, M) and returns the energy of the point. */
export function drawMomentum(
  stream: RandomStream,
  point: PhasePoint,
  inverseMetric: Float64Array,
): number {
  const { momentum } = point;
  stream.normals(momentum);
  for (let i = 0; i < momentum.length; i++) {
    momentum[i] = momentum[i]! / Math.sqrt(inverseMetric[i]!);
  }
  return energyAfterKick(point, 0, inverseMetric);
}
