import type { RandomStream } from '../base/random/stream.js';

/**
 * A factor for the step size of one trajectory, (1 + jitter) u^jitter with u uniform: its mean is 1, and it is never
 * more than 1 + jitter. No length of a trajectory then meets the period of the target, and where the target is
 * stiffer than where steps were tuned, the small ones still get through (Neal 2011, section 4.2, on drawing step sizes).
 */
export function drawJitter(stream: RandomStream, jitter: number): number {
  return (1 + jitter) * (1 - stream.uniform()) ** jitter;
}
