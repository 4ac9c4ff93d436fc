import { InvariantError } from '../../base/diagnostic.js';
import { scalarValue, type Node } from '../../expression/index.js';
import type { Support } from '../support.js';
import type { Bijector } from './bijector.js';
import { choleskyCorrelation } from './cholesky-correlation.js';
import { correlation } from './correlation.js';
import { covariance } from './covariance.js';
import { exponential } from './exp.js';
import { halfLine } from './half-line.js';
import { identity } from './identity.js';
import { interval } from './interval.js';
import { logit } from './logit.js';
import { ordered } from './ordered.js';
import { simplex } from './simplex.js';

export type { Bijector } from './bijector.js';

/** The map from real arrays onto a continuous support. */
export function bijectorOf(support: Support): Bijector {
  switch (support.kind) {
    case 'real':
      return identity;
    case 'positive':
      return exponential;
    case 'unit':
      return logit;
    case 'interval':
      return betweenEnds(support.lower, support.upper);
    case 'ordered':
      return ordered(bijectorOf(support.of));
    case 'simplex':
      return simplex;
    case 'correlation':
      return correlation;
    case 'cholesky_correlation':
      return choleskyCorrelation;
    case 'covariance':
      return covariance;
    default:
      throw new InvariantError(`no map from real arrays onto a ${support.kind}`);
  }
}

function betweenEnds(lower: Node, upper: Node): Bijector {
  if (scalarValue(upper) === Infinity) return halfLine(lower, 1);
  if (scalarValue(lower) === -Infinity) return halfLine(upper, -1);
  return interval(lower, upper);
}
