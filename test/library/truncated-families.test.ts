import { describe, expect, it } from 'vitest';
import { findTruncatedFamily } from '../../src/library/index.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { distance, MOST, STATISTIC, type Law } from './law.js';

/** Natural parameters with the two ends: in a tail, narrow, infinite on a side, and proper for their ends alone. */
const BETWEEN: readonly (readonly [
  within: 'real' | 'positive' | 'unit',
  statistics: readonly string[],
  eta: readonly number[],
])[] = [
  ['real', ['x', 'x^2'], [1, -0.5, -1, 2]],
  ['real', ['x', 'x^2'], [0, -50, 3, 4]],
  ['real', ['x', 'x^2'], [-2, 0.5, -1, 3]],
  ['real', ['x', 'x^2'], [0, -0.5, 2, Infinity]],
  ['real', ['x', 'x^2'], [1, -0.5, -Infinity, -2]],
  ['real', ['x', 'x^2'], [-0.5, 0, 2, Infinity]],
  ['positive', ['log(x)', 'x'], [2, -3, 0.5, 3]],
  ['positive', ['log(x)', 'x'], [2, -3, 5, Infinity]],
  ['positive', ['log(x)', 'x'], [-3, -1, 0.1, Infinity]],
  ['positive', ['log(x)', 'x'], [-0.5, 0, 0, 2]],
  ['positive', ['log(x)', 'x'], [300, -100, 0, 1]],
  ['positive', ['log(x)', 'x^-1'], [-3, -2, 0, 4]],
  ['positive', ['log(x)', 'x^-1'], [-1, -2, 0, 5]],
  ['positive', ['log(x)', 'x', 'x^-1'], [0.5, -2, -1, 1, 1.2]],
  ['positive', ['log(x)', 'x^2', 'x^-2'], [-20, 0, -30, 0, 1]],
  ['positive', ['log(x)', 'x^2', 'x^-2'], [0, 0, -0.5, 0, 10]],
  ['unit', ['log(x)', 'log(1-x)'], [3, 0.5, 0.5, 1]],
  ['unit', ['log(x)', 'log(1-x)'], [40, 60, 0.6, 0.7]],
  ['unit', ['log(x)', 'log(1-x)'], [-0.5, -1, 0, 0.5]],
];

/** The law between the ends by quadrature, in steps that shrink towards both, where a density may have a pole. */
function lawBetween(statistics: readonly string[], eta: readonly number[]): Law {
  const [lower, upper] = eta.slice(-2) as [number, number];
  const [from, to] = [Math.max(lower, -60), Math.min(upper, 60)];
  const size = 100_000;
  // Without an overflow at an end that is no number of its own: from the middle of steps.
  const place = (i: number) => 1 / (1 + Math.exp(-16 * Math.sinh((6 * i) / size - 3) * 0.5));
  const points = Float64Array.from({ length: size + 1 }, (_, i) => from + (to - from) * place(i));
  const logs = Float64Array.from({ length: size }, (_, i) => {
    const x = (points[i]! + points[i + 1]!) / 2;
    return statistics.reduce((sum, t, k) => sum + (eta[k] ? eta[k] * STATISTIC[t]!(x) : 0), 0);
  });
  const highest = logs.reduce((a, b) => Math.max(a, b));
  const cumulative = new Float64Array(size + 1);
  logs.forEach((log, i) => {
    const mass = points[i + 1]! > points[i]! ? Math.exp(log - highest) : 0;
    cumulative[i + 1] = cumulative[i]! + mass * (points[i + 1]! - points[i]!);
  });
  const total = cumulative[size]!;
  return { points, cumulative: cumulative.map((c) => c / total), discrete: false, total: 1 };
}

describe('families between two ends', () => {
  it.each(BETWEEN)(
    'on what is %s, of %j at %j, are drawn as they say',
    (within, statistics, eta) => {
      const family = findTruncatedFamily(statistics, within)!;
      const parameters = family.parameters(eta)!;
      expect(parameters).toHaveLength(family.parameterNames.length);
      const law = lawBetween(family.statistics, eta);
      expect(distance(law, (s) => family.sample(s, parameters), String(eta))).toBeLessThan(MOST);
    },
  );

  it('a planted fault is caught: another end, and the density without the Jacobian of its logs', () => {
    const family = findTruncatedFamily(['log(x)', 'x'], 'positive')!;
    const law = lawBetween(family.statistics, [2, -3, 0.5, 3]);
    for (const wrong of [
      [2, -3, 0.52, 3],
      [1, -3, 0.5, 3],
    ]) {
      const parameters = family.parameters(wrong)!;
      expect(distance(law, (s) => family.sample(s, parameters), 'fault')).toBeGreaterThan(MOST);
    }
  });

  it.each([
    ['real', ['x', 'x^2'], [1, 0, 0, Infinity]],
    ['real', ['x', 'x^2'], [1, -1, 2, 2]],
    ['positive', ['log(x)', 'x'], [-1, -1, 0, 3]],
    ['positive', ['log(x)', 'x'], [1, 0, 2, Infinity]],
    ['positive', ['log(x)', 'x^-1'], [-0.5, -1, 1, Infinity]],
    ['unit', ['log(x)', 'log(1-x)'], [0, -1, 0.5, 1]],
    ['unit', ['log(x)', 'log(1-x)'], [NaN, 0, 0.5, 1]],
  ] as const)('on what is %s, %j has no finite integral at %j', (within, statistics, eta) => {
    expect(findTruncatedFamily(statistics, within)!.parameters(eta)).toBeUndefined();
  });

  it('far tails and narrow ends neither hang nor leave the support', () => {
    const stream = new RandomStream('families', 'between');
    const draw = (statistics: string[], eta: number[]) => {
      const family = findTruncatedFamily(statistics, 'positive')!;
      const x = family.sample(stream, family.parameters(eta)!);
      expect(x).toBeGreaterThan(eta.at(-2)!);
      expect(x).toBeLessThan(eta.at(-1)!);
    };
    for (let i = 0; i < 200; i++) {
      draw(['log(x)', 'x'], [2, -3, 1e6, Infinity]);
      draw(['log(x)', 'x'], [1e8, -1, 0, 1e-3]);
      draw(['log(x)', 'x'], [-0.999, -1, 0, 1e-290]);
      draw(['log(x)', 'x^-1'], [-1e7, -1e-9, 3, 3.0000001]);
      draw(['log(x)', 'x^-2'], [-1e3, 0, -1e12, 0, 5]);
      draw(['x', 'x^2'], [0, -0.5, 1e5, Infinity]);
    }
  });

  it('say their ends, where they are finite', () => {
    const family = findTruncatedFamily(['log(x)', 'x'], 'positive')!;
    expect(family.describe(['n', '-s', '0.5', 'Infinity'])).toBe(
      'truncated(gamma(n + 1, s), lower = 0.5)',
    );
    const ends = ['1', '-s', '0', 'Infinity'].map((text) => () => text);
    expect(family.latex(ends)).toContain('\\left(0,\\ \\infty\\right)');
  });
});
