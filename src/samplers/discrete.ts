import { InvariantError } from '../base/diagnostic.js';
import type { RandomStream } from '../base/random/stream.js';
import type { Kernel } from './kernel.js';

/** Gibbs over the categories 0 to count - 1, whose log weights the closure fills in. */
export function createDiscrete(
  count: number,
  fillLogWeights: (out: Float64Array) => void,
): Kernel<Float64Array, undefined, undefined> {
  const logWeights = new Float64Array(count);
  const drawn = new Float64Array(1);
  return {
    name: 'discrete',
    init: (position) => position.slice(),
    step(stream) {
      fillLogWeights(logWeights);
      drawn[0] = drawCategory(stream, logWeights);
      return { state: drawn, info: undefined };
    },
  };
}

/** Draws an index with probability proportional to exp(logWeights[index]); NaN has no weight. */
export function drawCategory(stream: RandomStream, logWeights: Float64Array): number {
  let largest = -Infinity;
  for (const logWeight of logWeights) if (logWeight > largest) largest = logWeight;
  if (!Number.isFinite(largest))
    throw new InvariantError('no category has a finite largest weight');
  let total = 0;
  for (const logWeight of logWeights) total += relativeWeight(logWeight, largest);
  let left = stream.uniform() * total;
  let last = 0;
  for (let k = 0; k < logWeights.length; k++) {
    const weight = relativeWeight(logWeights[k]!, largest);
    if (weight === 0) continue;
    last = k;
    left -= weight;
    if (left < 0) break;
  }
  return last;
}

function relativeWeight(logWeight: number, largest: number): number {
  return logWeight > -Infinity ? Math.exp(logWeight - largest) : 0;
}
