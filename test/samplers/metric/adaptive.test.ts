import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import {
  createAdaptiveNuts,
  createAdaptiveStaticHmc,
} from '../../../src/samplers/adaptation/driver.js';
import type { AdaptiveKernel, LogDensity } from '../../../src/samplers/kernel.js';
import { createMetric } from '../../../src/samplers/metric/index.js';
import type { AdaptiveMetric, MetricName } from '../../../src/samplers/metric/metric.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from '../budget.js';
import { banana } from '../models.js';
import { report } from '../sweeps.js';

/** What metrics without groups make nothing of. */
const NO_SLOPE = new Float64Array(0);

/** Normal of unit variances in which all coordinates share a factor, scaled by 1, 2, ... n: correlation rho. */
function sharedFactor(
  n: number,
  rho: number,
): LogDensity & { draw(stream: RandomStream): Float64Array } {
  // (1 - rho) I + rho 1 1' has the inverse (I - share 1 1') / (1 - rho).
  const share = rho / (1 - rho + n * rho);
  return {
    dimension: n,
    evaluate(position, gradient) {
      const z = position.map((x, i) => x / (i + 1));
      const sum = z.reduce((total, value) => total + value, 0);
      let square = 0;
      z.forEach((value, i) => {
        const slope = (value - share * sum) / (1 - rho);
        gradient[i] = -slope / (i + 1);
        square += slope * value;
      });
      return -square / 2;
    },
    draw(stream) {
      const common = Math.sqrt(rho) * stream.normal();
      return Float64Array.from(
        { length: n },
        (_, i) => (i + 1) * (common + Math.sqrt(1 - rho) * stream.normal()),
      );
    },
  };
}

function go(kernel: AdaptiveKernel, x: Float64Array, from: number, to: number, key = 'metric') {
  const statistics = new Float64Array(kernel.statistics.length);
  const sums = new Float64Array(kernel.statistics.length);
  for (let i = from; i < to; i++) {
    kernel.update(new RandomStream(key, i), x, i, statistics, false);
    statistics.forEach((value, k) => (sums[k] = sums[k]! + value / (to - from)));
  }
  return new Map(kernel.statistics.map((name, k) => [name, sums[k]!]));
}

describe('a metric learnt in warm-up', () => {
  /** Mean squared jump of the shared factor a leapfrog, over twice its variance: 1 where each step is a new draw. */
  const jump = (density: LogDensity, metric: MetricName) => {
    const options = { warmup: 600, adaptDelta: 0.8, maxTreedepth: 10, metric };
    const kernel = createAdaptiveNuts(density, options);
    const position = new Float64Array(density.dimension);
    const shared = () => position.reduce((sum, x, i) => sum + x / (i + 1), 0);
    go(kernel, position, 0, 600);
    let before = shared();
    let [jumps, leapfrogs, squares] = [0, 0, 0];
    for (let i = 600; i < 1200; i++) {
      leapfrogs += go(kernel, position, i, i + 1).get('n_leapfrog')!;
      jumps += (shared() - before) ** 2;
      before = shared();
      squares += before ** 2;
    }
    return jumps / (2 * squares) / (leapfrogs / 600);
  };

  it('a dense one moves five times as far where correlation is 0.99', () => {
    const density = sharedFactor(20, 0.99);
    const [diagonal, dense] = [jump(density, 'diagonal'), jump(density, 'dense')];
    report(`squared jump: dense over diagonal ${(dense / diagonal).toFixed(1)}`, dense);
    expect(dense).toBeGreaterThan(5 * diagonal);
  });

  it('a low-rank one moves five times as far in many dimensions', () => {
    const density = sharedFactor(100, 0.9);
    const [diagonal, lowRank] = [jump(density, 'diagonal'), jump(density, 'low_rank')];
    report(`squared jump: low rank over diagonal ${(lowRank / diagonal).toFixed(1)}`, lowRank);
    expect(lowRank).toBeGreaterThan(5 * diagonal);
  });

  it('a low-rank one is diagonal where no direction stands out', () => {
    const metric = createMetric('low_rank', new Float64Array(30).fill(1));
    const stream = new RandomStream('noise');
    for (let i = 0; i < 100; i++)
      metric.add(
        Float64Array.from({ length: 30 }, () => 3 * stream.normal()),
        NO_SLOPE,
      );
    metric.close();
    expect((metric.tuning() as { vectors: unknown[] }).vectors).toEqual([]);
    metric.whitening!.variances.forEach((v) => expect(Math.abs(Math.log(v / 9))).toBeLessThan(0.7));
  });

  it('coordinates that are alike share one variance, that of the mean curvature', () => {
    const of = (alike?: readonly (readonly number[])[]) => {
      const metric = createMetric('diagonal', new Float64Array(4).fill(1), alike);
      const stream = new RandomStream('alike');
      for (let i = 0; i < 4000; i++) {
        const draw = Float64Array.from({ length: 4 }, (_, k) => (k + 1) * stream.normal());
        const slope = draw.map((x, k) => -x / (k + 1) ** 2);
        metric.add(draw, slope);
      }
      metric.close();
      return [...metric.inverseMetric];
    };
    const [, b, , d] = of();
    const found = of([[0, 2]]);
    // The geometric mean of the variance and the inverse of the curvature, which here are one.
    expect(Math.abs(Math.log(found[1]! / b!))).toBeLessThan(0.1);
    expect(Math.abs(Math.log(found[3]! / d!))).toBeLessThan(0.1);
    expect(found[0]).toBe(found[2]);
    // Curvatures 1 and 1/9. The mean of 4000 squares of two normals of these variances is off by 0.02, one sd.
    expect(Math.abs(Math.log(found[0]! / (2 / (1 + 1 / 9))))).toBeLessThan(0.1);
  });

  it('a coordinate beside them that is wide but stiff has the mean of both', () => {
    const metric = createMetric('diagonal', new Float64Array(3).fill(1), [[0, 1]]);
    const stream = new RandomStream('stiff');
    for (let i = 0; i < 4000; i++) {
      const draw = Float64Array.from({ length: 3 }, () => stream.normal());
      // Wide by its own variance of 1, stiff by slopes of variance 400.
      metric.add(draw, Float64Array.of(-draw[0]!, -draw[1]!, 20 * stream.normal()));
    }
    metric.close();
    expect(Math.abs(Math.log(metric.inverseMetric[2]! * 20))).toBeLessThan(0.1);
  });

  it('a window of alike coordinates goes on after it was saved', () => {
    const begun = () => createMetric('diagonal', new Float64Array(3).fill(1), [[0, 1]]);
    const feed = (metric: AdaptiveMetric, from: number) => {
      for (let i = from; i < from + 10; i++)
        metric.add(Float64Array.of(i, -i, 2), Float64Array.of(1 / i, 2 / i, 3));
    };
    const [whole, first, second] = [begun(), begun(), begun()];
    feed(whole, 1);
    feed(whole, 11);
    feed(first, 1);
    second.restore(JSON.parse(JSON.stringify(first.tuning())));
    feed(second, 11);
    for (const metric of [whole, second]) metric.close();
    expect([...second.inverseMetric]).toEqual([...whole.inverseMetric]);
  });

  it.each(['dense', 'low_rank'] as const)('%s: the estimate meets the covariance', (name) => {
    const density = sharedFactor(6, 0.8);
    const metric: AdaptiveMetric = createMetric(name, new Float64Array(6).fill(1));
    const stream = new RandomStream('covariance', name);
    for (let i = 0; i < 4000; i++) metric.add(density.draw(stream), NO_SLOPE);
    metric.close();
    const out = new Float64Array(6);
    // A^-1 C A'^-1 is a multiple of the identity: white draws are alike in all directions.
    const draws = Array.from({ length: 4000 }, () => {
      metric.whitening!.toWhite(density.draw(stream), out);
      return out.slice();
    });
    const spread = (direction: (u: Float64Array) => number) =>
      draws.reduce((sum, u) => sum + direction(u) ** 2, 0) / draws.length;
    const along = spread((u) => u.reduce((sum, v) => sum + v, 0) / Math.sqrt(6));
    const across = spread((u) => (u[0]! - u[1]!) / Math.SQRT2);
    expect(Math.abs(Math.log(along / across))).toBeLessThan(0.25);
  });

  it('a window of fewer draws than dimensions still gives a positive definite metric', () => {
    for (const name of ['dense', 'low_rank'] as const) {
      const metric = createMetric(name, new Float64Array(40).fill(1));
      const stream = new RandomStream('few', name);
      const density = sharedFactor(40, 0.5);
      for (let i = 0; i < 8; i++) metric.add(density.draw(stream), NO_SLOPE);
      metric.close();
      const [x, u] = [density.draw(stream), new Float64Array(40)];
      metric.whitening!.toWhite(x, u);
      expect(u.every((v) => Number.isFinite(v) && Math.abs(v) < 100)).toBe(true);
    }
  });
});

describe('variances and step size from outside', () => {
  it('are where the search and the first iterations begin', () => {
    const scales = Float64Array.from({ length: 10 }, (_, i) => 10 ** (i - 5));
    const density: LogDensity = {
      dimension: 10,
      evaluate(position, gradient) {
        position.forEach((x, i) => (gradient[i] = -x / scales[i]! ** 2));
        return -position.reduce((sum, x, i) => sum + (x / scales[i]!) ** 2, 0) / 2;
      },
    };
    const initialVariances = scales.map((s) => s * s);
    for (const metric of ['diagonal', 'dense', 'low_rank'] as const) {
      const options = {
        warmup: 0,
        adaptDelta: 0.8,
        maxTreedepth: 10,
        metric,
        initialStepSize: 0.5,
      };
      const told = createAdaptiveNuts(density, { ...options, initialVariances });
      const means = go(told, scales.slice(), 0, 30);
      expect(means.get('stepsize')).toBeGreaterThan(0.2);
      expect(means.get('treedepth')).toBeLessThan(4);
      const untold = createAdaptiveNuts(density, options);
      expect(go(untold, scales.slice(), 0, 5).get('stepsize')).toBeLessThan(1e-4);
    }
  });
});

describe('exact whatever the metric', () => {
  it.each(['dense', 'low_rank'] as const)('moments after a warm-up with a %s metric', (metric) => {
    const target = banana(0.5);
    const averages = Array.from({ length: 100 }, (_, chain) => {
      const options = { warmup: 300, adaptDelta: 0.8, maxTreedepth: 8, metric };
      const kernel = createAdaptiveNuts(target, options);
      const position = Float64Array.of(3, -4);
      go(kernel, position, 0, 300, `warm ${String(chain)}`);
      const statistics = new Float64Array(kernel.statistics.length);
      const sums = target.means.map(() => 0);
      for (let i = 300; i < 500; i++) {
        kernel.update(new RandomStream('kept', chain, i), position, i, statistics, false);
        target.means.forEach(([, of], k) => (sums[k]! += of(position) / 200));
      }
      return sums;
    });
    const pValues = target.means.map(([, , exact], k) => {
      const values = averages.map((row) => row[k]! - exact);
      const mean = values.reduce((sum, v) => sum + v, 0) / 100;
      const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
      return normalPValue(mean / Math.sqrt(squares / 99 / 100));
    });
    expect(report(`moments, ${metric}`, smallestPValue(pValues))).toBeGreaterThan(FALSE_ALARM);
  });
});

describe('tuning of a metric as JSON', () => {
  const density = sharedFactor(5, 0.9);
  const start = Float64Array.of(1, -1, 2, 0, 3);

  it.each(
    (['diagonal', 'dense', 'low_rank'] as const).flatMap((metric) => [
      [metric, 'nuts'] as const,
      [metric, 'static hmc'] as const,
    ]),
  )('%s, %s: goes on to the same bits, moved by another block or not', (metric, name) => {
    const options = {
      warmup: 160,
      adaptDelta: 0.8,
      metric,
      maxTreedepth: 6,
      steps: 4,
      jitter: 0.2,
    };
    const create = () =>
      name === 'nuts'
        ? createAdaptiveNuts(density, options)
        : createAdaptiveStaticHmc(density, { ...options, adaptDelta: 0.5 });
    const statistics = new Float64Array(6);
    const run = (kernel: AdaptiveKernel, x: Float64Array, from: number, to: number) => {
      for (let i = from; i < to; i++) {
        // Every third iteration another block moves the position.
        if (i % 3 === 0) x[2] = x[2]! + 0.1;
        kernel.update(new RandomStream('bits', i), x, i, statistics, i % 2 === 0);
      }
      return x;
    };
    const [whole, end] = [create(), start.slice()];
    run(whole, end, 0, 190);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 189 }), (stop) => {
        const [first, second] = [create(), create()];
        const position = run(first, start.slice(), 0, stop);
        second.restore(JSON.parse(JSON.stringify(first.tuning())));
        expect(run(second, position, stop, 190)).toEqual(end);
        expect(second.tuning()).toEqual(whole.tuning());
        expect(second.record!()).toEqual(whole.record!());
      }),
      { seed: 9, numRuns: 15, examples: [[0], [109], [110], [111], [160]] },
    );
  });

  it('of another dimension is refused', () => {
    for (const name of ['diagonal', 'dense', 'low_rank'] as const) {
      const saved = createMetric(name, new Float64Array(3).fill(1)).tuning();
      const other = createMetric(name, new Float64Array(2).fill(1));
      expect(() => {
        other.restore(saved);
      }).toThrow(/dimension/);
    }
  });

  it('a position that is rejected stays to the bit', () => {
    const wall: LogDensity = {
      dimension: 3,
      evaluate(_position, gradient) {
        gradient.fill(NaN);
        return 0;
      },
    };
    const options = { warmup: 0, adaptDelta: 0.8, maxTreedepth: 5, metric: 'dense' as const };
    const initialVariances = Float64Array.of(0.1, 0.3, 0.7);
    const kernel = createAdaptiveNuts(wall, { ...options, initialVariances });
    const position = Float64Array.of(0.1, 0.2, 0.3);
    go(kernel, position, 0, 5);
    expect(position).toEqual(Float64Array.of(0.1, 0.2, 0.3));
    expect(kernel.record!()).toEqual({ steps: 5, moved: 0, tuned: false });
  });
});
