import { inputsOf } from '../../expression/index.js';
import { boundsOf } from '../../library/index.js';
import type { Factor } from '../3-factorize/graph.js';

/** Whether the value of a factor may lie only where an unknown lets it. */
export function boundsValue(factor: Factor, unknown: string): boolean {
  if (factor.isInside) return false;
  const support = factor.distribution.support(factor.parameters);
  return boundsOf(support).some((bound) => inputsOf(bound).has(unknown));
}
