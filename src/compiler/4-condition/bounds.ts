import { inputsOf, type Node } from '../../expression/index.js';
import type { Support } from '../../library/support.js';
import type { Factor } from '../3-factorize/graph.js';

/** The ends of a support that are expressions. */
function boundsOf(support: Support): Node[] {
  if (support.kind === 'interval') return [support.lower, support.upper];
  return support.kind === 'count' && support.upper !== undefined ? [support.upper] : [];
}

/** Whether the value of a factor may lie only where an unknown lets it. */
export function boundsValue(factor: Factor, unknown: string): boolean {
  const support = factor.distribution.support(factor.parameters);
  return boundsOf(support).some((bound) => inputsOf(bound).has(unknown));
}
