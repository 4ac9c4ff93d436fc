import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import {
  createAdaptiveNuts,
  createAdaptiveStaticHmc,
} from '../../../src/samplers/adaptation/driver.js';
import type { AdaptiveKernel, LogDensity } from '../../../src/samplers/kernel.js';
import { createPhasePoint, leapfrog } from '../../../src/samplers/leapfrog.js';
import { createNuts } from '../../../src/samplers/nuts.js';
import {
  boxPenalty,
  elasticNetPenalty,
  groupPenalty,
  laplacePenalty,
} from '../../../src/samplers/proximal/penalty.js';
import {
  createProximalDensity,
  type ProximalDensity,
} from '../../../src/samplers/proximal/proximal-density.js';
import { createStaticHmc } from '../../../src/samplers/static-hmc.js';
import { FALSE_ALARM, normalPValue } from '../budget.js';
import { hmcStep } from '../faulty-hmc.js';
import { report } from '../sweeps.js';

const ones = (n: number) => new Float64Array(n).fill(1);

/** p-value of the mean of chain averages, which are independent, against an exact mean. */
function averagesPValue(averages: readonly number[], exact: number): number {
  const n = averages.length;
  const mean = averages.reduce((sum, value) => sum + value, 0) / n;
  const squares = averages.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return normalPValue((mean - exact) / Math.sqrt(squares / (n - 1) / n));
}

function laplaceDraw(stream: RandomStream, dimension: number): Float64Array {
  return Float64Array.from(
    { length: dimension },
    () => stream.exponential() * (stream.uniform() < 0.5 ? -1 : 1),
  );
}

type Step = (stream: RandomStream, position: Float64Array) => void;

/** Mean squares of 100 chains, each from an exact draw of ten standard Laplaces, whose variance is 2. */
function laplaceVariances(step: Step): number[] {
  return Array.from({ length: 100 }, (_, chain) => {
    const stream = new RandomStream('laplace', chain);
    const position = laplaceDraw(stream, 10);
    let sum = 0;
    for (let i = 0; i < 200; i++) {
      step(stream, position);
      for (const x of position) sum += x * x;
    }
    return sum / 2000;
  });
}

const parameters = { stepSize: 0.5, inverseMetric: ones(10) };

function kernelStep(density: LogDensity, name: 'static hmc' | 'nuts'): Step {
  const kernel =
    name === 'nuts'
      ? createNuts(density, { maxTreedepth: 6 })
      : createStaticHmc(density, { steps: 5, jitter: 0.2 });
  return (stream, position) => {
    position.set(kernel.step(stream, kernel.init(position), parameters).state.position);
  };
}

/** ns-HMC takes the prox of the whole energy; the split form here has all of it in the penalty too, or half. */
const half: LogDensity = {
  dimension: 10,
  evaluate(position, gradient) {
    position.forEach((x, i) => (gradient[i] = -Math.sign(x) / 2));
    return -position.reduce((sum, x) => sum + Math.abs(x), 0) / 2;
  },
};
const forms: Readonly<Record<string, (smoothing: number) => ProximalDensity>> = {
  'ns-hmc': (smoothing) => createProximalDensity(10, laplacePenalty(ones(10)), { smoothing }),
  'split form': (smoothing) =>
    createProximalDensity(10, laplacePenalty(ones(10).fill(0.5)), { smooth: half, smoothing }),
};

describe.each(['static hmc', 'nuts'] as const)('variance of ten Laplaces by %s', (name) => {
  it.each(Object.keys(forms).flatMap((form) => [2, 1, 0.1, 0.01].map((t) => [form, t] as const)))(
    '%s, smoothing %d',
    (form, smoothing) => {
      const variances = laplaceVariances(kernelStep(forms[form]!(smoothing), name));
      const mean = variances.reduce((sum, v) => sum + v, 0) / variances.length;
      const p = report(
        `${name}, ${form}, t = ${String(smoothing)}: variance ${mean.toFixed(3)}`,
        averagesPValue(variances, 2),
      );
      expect(p).toBeGreaterThan(FALSE_ALARM);
      expect(Math.abs(mean - 2)).toBeLessThan(0.1);
    },
  );
});

describe('faults that the variance shows', () => {
  const density = forms['ns-hmc']!(1);
  it.each(['none', 'accept-falls', 'always-accept'] as const)('%s', (fault) => {
    const p = averagesPValue(laplaceVariances(hmcStep(density, fault, 0.8, 3)), 2);
    if (fault === 'none') expect(report(fault, p)).toBeGreaterThan(FALSE_ALARM);
    else expect(report(fault, p)).toBeLessThan(FALSE_ALARM);
  });

  it('the smoothed energy in place of the true one', () => {
    const rates = ones(10);
    const smoothed: LogDensity = {
      dimension: 10,
      evaluate(position, gradient) {
        density.evaluate(position, gradient);
        // Moreau envelope of |x| at smoothing 1: Huber's function.
        return -position.reduce((sum, x, i) => {
          const a = Math.abs(x);
          return sum + rates[i]! * (a > 1 ? a - 0.5 : (a * a) / 2);
        }, 0);
      },
    };
    const p = averagesPValue(laplaceVariances(kernelStep(smoothed, 'nuts')), 2);
    expect(report('smoothed energy', p)).toBeLessThan(FALSE_ALARM);
  });
});

describe('a step with a proximal drift', () => {
  const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
  const start = fc.array(coordinate, { minLength: 8, maxLength: 8 });
  const metric = Float64Array.of(0.5, 2, 1, 1);
  const densities: readonly ProximalDensity[] = [
    createProximalDensity(4, laplacePenalty(ones(4)), { smoothing: 0.5 }),
    createProximalDensity(
      4,
      groupPenalty(
        [
          [0, 2],
          [1, 3],
        ],
        ones(2),
      ),
      { smoothing: 0.3 },
    ),
    createProximalDensity(4, boxPenalty(ones(4).fill(-0.5), ones(4)), { smoothing: 0.2 }),
  ];

  it('comes back when time is turned, through kinks and edges', () => {
    fc.assert(
      fc.property(start, fc.constantFrom(...densities), (from, density) => {
        const point = createPhasePoint(4);
        point.position.set(from.slice(0, 4));
        point.momentum.set(from.slice(4));
        point.logDensity = density.evaluate(point.position, point.gradient);
        for (let i = 0; i < 12; i++) leapfrog(density, point, 0.2, metric);
        for (let i = 0; i < 12; i++) leapfrog(density, point, -0.2, metric);
        [...point.position, ...point.momentum].forEach((value, i) => {
          expect(Math.abs(value - from[i]!)).toBeLessThan(1e-9);
        });
      }),
      { seed: 8 },
    );
  });
});

/** Chain averages of a function after warm-up; each chain its own adaptation, from where it is told to start. */
function adaptedAverages(
  create: () => AdaptiveKernel,
  dimension: number,
  of: (x: Float64Array) => number,
  start: (stream: RandomStream) => number = () => 0.4,
): number[] {
  return Array.from({ length: 60 }, (_, chain) => {
    const kernel = create();
    const from = new RandomStream('start', chain);
    const position = new Float64Array(dimension).map(() => start(from));
    const statistics = new Float64Array(kernel.statistics.length);
    let sum = 0;
    for (let i = 0; i < 600; i++) {
      kernel.update(new RandomStream('adapted', chain, i), position, i, statistics, false);
      if (i >= 200) sum += of(position);
    }
    return sum / 400;
  });
}

/** Mean of `of` under a density on a line, by the midpoint rule. */
function exactMean(density: (x: number) => number, of: (x: number) => number): number {
  let [total, weight] = [0, 0];
  for (let x = -20 + 5e-4; x < 20; x += 1e-3) {
    total += of(x) * density(x);
    weight += density(x);
  }
  return total / weight;
}

/** A draw, by rejection, from a density up to 1 that is nothing beyond 6: a chain from it has nothing to forget. */
function drawOf(density: (x: number) => number, stream: RandomStream): number {
  for (;;) {
    const x = 12 * stream.uniform() - 6;
    if (stream.uniform() < density(x)) return x;
  }
}

describe('tuned in warm-up, with its smoothing', () => {
  const smooth: LogDensity = {
    dimension: 3,
    evaluate(position, gradient) {
      position.forEach((x, i) => (gradient[i] = 0.7 - x));
      return -position.reduce((sum, x) => sum + (x - 0.7) ** 2, 0) / 2;
    },
  };
  const bell = (x: number) => Math.exp(-((x - 0.7) ** 2) / 2);
  const cases: readonly [string, () => ProximalDensity, (x: number) => number][] = [
    [
      'a box',
      () => createProximalDensity(3, boxPenalty(ones(3).fill(0), ones(3).fill(1.5)), { smooth }),
      (x) => (x >= 0 && x <= 1.5 ? bell(x) : 0),
    ],
    [
      'a half-line',
      () =>
        createProximalDensity(3, boxPenalty(ones(3).fill(0.2), ones(3).fill(Infinity)), { smooth }),
      (x) => (x >= 0.2 ? bell(x) : 0),
    ],
    [
      'an elastic net',
      () => createProximalDensity(3, elasticNetPenalty(ones(3), ones(3).fill(0.5)), { smooth }),
      (x) => bell(x) * Math.exp(-Math.abs(x) - (x * x) / 4),
    ],
    [
      'an exponential edge',
      () => {
        const slope = laplacePenalty(ones(3).fill(2));
        const penalty = boxPenalty(ones(3).fill(0), ones(3).fill(Infinity), slope);
        return createProximalDensity(3, penalty, { smooth });
      },
      (x) => (x >= 0 ? bell(x) * Math.exp(-2 * x) : 0),
    ],
  ];
  const options = { warmup: 200, adaptDelta: 0.8, maxTreedepth: 7, steps: 4, jitter: 0.2 };

  it.each(cases)('%s', (name, create, density) => {
    for (const make of [createAdaptiveNuts, createAdaptiveStaticHmc]) {
      for (const power of [1, 2]) {
        const exact = exactMean(density, (x) => x ** power);
        const averages = adaptedAverages(
          () => make(create(), options),
          3,
          (x) => x[1]! ** power,
          (stream) => drawOf(density, stream),
        );
        const p = report(
          `${name}, ${make.name}, power ${String(power)}`,
          averagesPValue(averages, exact),
        );
        expect(p).toBeGreaterThan(FALSE_ALARM);
      }
    }
  });

  it('group norms: the norm of a group of three is a gamma(3)', () => {
    const create = () => {
      const penalty = groupPenalty([[0, 1, 2]], ones(1));
      return createAdaptiveNuts(createProximalDensity(3, penalty), options);
    };
    const averages = adaptedAverages(create, 3, (x) => Math.hypot(...x));
    expect(report('group norm', averagesPValue(averages, 3))).toBeGreaterThan(FALSE_ALARM);
  });

  it('smoothing follows the step size and the metric, alike within a group', () => {
    const density = createProximalDensity(3, groupPenalty([[0, 2]], ones(1)));
    expect(density.attune(0.5, Float64Array.of(1, 4, 3))).toBe(true);
    const gradient = new Float64Array(3);
    // Inside the ball that the operator sends to 0, the drift is -x / smoothing.
    density.evaluate(Float64Array.of(0.1, 1, 0.2), gradient);
    const smoothing = 4 * 0.25 * 2;
    expect(gradient[0]).toBeCloseTo(-0.1 / smoothing, 14);
    expect(gradient[2]).toBeCloseTo(-0.2 / smoothing, 14);
    expect(density.attune(0.5, Float64Array.of(1, 4, 3))).toBe(false);
    const fixed = createProximalDensity(3, laplacePenalty(ones(3)), { smoothing: 2 });
    expect(fixed.attune(0.1, ones(3))).toBe(false);
  });

  it('goes on to the same bits from a saved tuning', () => {
    const create = () => createAdaptiveNuts(cases[2]![1](), { ...options, warmup: 60 });
    const go = (kernel: AdaptiveKernel, position: Float64Array, from: number, to: number) => {
      const statistics = new Float64Array(kernel.statistics.length);
      for (let i = from; i < to; i++) {
        kernel.update(new RandomStream('saved', i), position, i, statistics, false);
      }
      return position;
    };
    const whole = go(create(), ones(3), 0, 90);
    for (const stop of [1, 13, 58, 60, 80]) {
      const first = create();
      const position = go(first, ones(3), 0, stop);
      const second = create();
      second.restore(JSON.parse(JSON.stringify(first.tuning())));
      expect(go(second, position, stop, 90)).toEqual(whole);
    }
  });
});
