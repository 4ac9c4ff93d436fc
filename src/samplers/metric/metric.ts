import type { Whitening } from './whitening.js';

export const METRICS = ['diagonal', 'dense', 'low_rank'] as const;

export type MetricName = (typeof METRICS)[number];

/** A metric that windows of draws renew. Its tuning is plain JSON and restores the same bits. */
export interface AdaptiveMetric {
  /** What the integrator uses: ones where there is a whitening. */
  readonly inverseMetric: Float64Array;
  /** Coordinates to integrate in, where the metric is not diagonal. */
  readonly whitening?: Whitening;
  /** A draw, and the gradient of the log density there. */
  add(position: Float64Array, gradient: Float64Array): void;
  /** Ends a window: takes its estimate, and begins the next. */
  close(): void;
  tuning(): unknown;
  restore(tuning: unknown): void;
}
