import { InvariantError } from '../../base/diagnostic.js';
import type { Support } from '../support.js';
import type { Bijector } from './bijector.js';
import { exponential } from './exp.js';
import { identity } from './identity.js';
import { interval } from './interval.js';
import { logit } from './logit.js';

export type { Bijector } from './bijector.js';

/** The map from the real line onto a continuous support. */
export function bijectorOf(support: Support): Bijector {
  switch (support.kind) {
    case 'real':
      return identity;
    case 'positive':
      return exponential;
    case 'unit':
      return logit;
    case 'interval':
      return interval(support.lower, support.upper);
    default:
      throw new InvariantError(`no map from the real line onto a ${support.kind}`);
  }
}
