import { createDenseMetric } from './dense.js';
import { createDiagonalMetric } from './diagonal.js';
import { createLowRankMetric } from './low-rank.js';
import type { AdaptiveMetric, MetricName } from './metric.js';

/** A metric that starts from the variances given. */
export function createMetric(name: MetricName, initial: Float64Array): AdaptiveMetric {
  switch (name) {
    case 'diagonal':
      return createDiagonalMetric(initial);
    case 'dense':
      return createDenseMetric(initial);
    case 'low_rank':
      return createLowRankMetric(initial);
  }
}
