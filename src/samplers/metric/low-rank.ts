import { InvariantError } from '../../base/diagnostic.js';
import { createWelford, type WelfordTuning } from '../adaptation/welford.js';
import type { AdaptiveMetric } from './metric.js';
import { createSketch, principalRows, type Sketch } from './sketch.js';
import { lowRankWhitening, type LowRank } from './whitening.js';

/** Directions kept at most. */
const RANK = 10;

interface LowRankTuning {
  readonly scales: readonly number[];
  readonly vectors: readonly (readonly number[])[];
  readonly roots: readonly number[];
  readonly window: WelfordTuning;
  readonly sketch: readonly (readonly number[])[];
}

/**
 * A diagonal metric, stretched along the few directions in which the draws of a window spread most once scaled.
 * Costs 4 RANK dimension a gradient: for many dimensions with a few strong correlations among all of them.
 */
export function createLowRankMetric(initial: Float64Array): AdaptiveMetric {
  const n = initial.length;
  const window = createWelford(n);
  let lowRank: LowRank = {
    scales: initial.map(Math.sqrt),
    vectors: [],
    roots: new Float64Array(0),
  };
  let whitening = lowRankWhitening(lowRank);
  const sketch = createSketch(n, RANK);
  const take = (next: LowRank) => {
    lowRank = next;
    whitening = lowRankWhitening(next);
  };
  return {
    inverseMetric: new Float64Array(n).fill(1),
    get whitening() {
      return whitening;
    },
    add(position) {
      const { count, mean } = window.tuning();
      // Rows whose products add up to those about the final mean, on the present scale.
      const factor = Math.sqrt(count / (count + 1));
      if (count > 0) {
        sketch.add(position.map((x, i) => (factor * (x - mean[i]!)) / lowRank.scales[i]!));
      }
      window.add(position);
    },
    close() {
      take(estimate(lowRank.scales, window.tuning().count, window, sketch));
      window.clear();
      sketch.restore([]);
    },
    tuning: (): LowRankTuning => ({
      scales: Array.from(lowRank.scales),
      vectors: lowRank.vectors.map((v) => Array.from(v)),
      roots: Array.from(lowRank.roots),
      window: window.tuning(),
      sketch: sketch.rows().map((row) => Array.from(row)),
    }),
    restore(tuning) {
      const saved = tuning as LowRankTuning;
      if (saved.scales.length !== n) {
        throw new InvariantError(`tuning of another dimension than ${String(n)}`);
      }
      take({
        scales: Float64Array.from(saved.scales),
        vectors: saved.vectors.map((v) => Float64Array.from(v)),
        roots: Float64Array.from(saved.roots),
      });
      window.restore(saved.window);
      sketch.restore(saved.sketch.map((row) => Float64Array.from(row)));
    },
  };
}

function estimate(
  scales: Float64Array,
  count: number,
  window: { shrunkVariance(out: Float64Array): void },
  sketch: Sketch,
): LowRank {
  const variances = scales.map((scale) => scale * scale);
  window.shrunkVariance(variances);
  const next = variances.map(Math.sqrt);
  const rows = sketch.rows().map((row) => row.map((x, i) => (x * scales[i]!) / next[i]!));
  const kept = distinct(principalRows(rows, RANK), count, scales.length);
  const root = Math.sqrt(kept.rest);
  return {
    scales: next.map((scale) => scale * root),
    vectors: kept.vectors,
    roots: Float64Array.from(kept.spreads, (spread) => Math.sqrt(spread) / root),
  };
}

/**
 * The directions that stand out of what noise gives: variances above (1 + sqrt(n / count))^2 times the mean of the
 * others, the largest of pure noise (Marchenko and Pastur 1967), with half as much again. Scaled, the variances of
 * all directions have the sum n.
 */
function distinct(rows: readonly Float64Array[], count: number, n: number) {
  const edge = 1.5 * (1 + Math.sqrt(n / count)) ** 2;
  const weight = count / (count + 5);
  const vectors: Float64Array[] = [];
  const spreads: number[] = [];
  let left = n;
  for (const row of rows) {
    const square = row.reduce((sum, x) => sum + x * x, 0);
    const spread = (weight * square) / (count - 1) + 1 - weight;
    const others = Math.max(left - spread, 0.01 * n) / Math.max(1, n - vectors.length - 1);
    if (!(spread > edge * others) || vectors.length === n - 1) break;
    left -= spread;
    vectors.push(row.map((x) => x / Math.sqrt(square)));
    spreads.push(spread);
  }
  return { vectors, spreads, rest: Math.max(left, 0.01 * n) / (n - vectors.length) };
}
