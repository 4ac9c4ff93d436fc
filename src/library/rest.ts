import { broadcast, sameShape, type Node } from '../expression/index.js';
import type { DistributionPenalty, Law } from './distribution.js';

/** The log density of a law with the penalty that its distribution declares added, as a function of the value. */
export function restOf(
  { distribution, parameters }: Law,
  { centre, rest }: DistributionPenalty,
): (x: Node) => Node {
  if (rest !== undefined) return rest;
  // It is free of the value: that at the centre, where the penalty is 0.
  return ({ shape }) => {
    const at = sameShape(centre.shape, shape) ? centre : broadcast(centre, shape, []);
    return distribution.logDensity(at, parameters);
  };
}
