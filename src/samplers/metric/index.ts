import { createDenseMetric } from './dense.js';
import { createDiagonalMetric } from './diagonal.js';
import { createLowRankMetric } from './low-rank.js';
import type { AdaptiveMetric, MetricName } from './metric.js';

/** A metric that starts from the variances given; `alike` is for a diagonal one. */
export function createMetric(
  name: MetricName,
  initial: Float64Array,
  alike?: readonly (readonly number[])[],
): AdaptiveMetric {
  switch (name) {
    case 'diagonal':
      return createDiagonalMetric(initial, alike);
    case 'dense':
      return createDenseMetric(initial);
    case 'low_rank':
      return createLowRankMetric(initial);
  }
}
