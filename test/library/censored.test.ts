import { describe, expect, it } from 'vitest';
import { constant, evaluate, gradient, input, select, sum } from '../../src/expression/index.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { censor, distributions, mixtureOf, type Combined } from '../../src/library/index.js';
import { valueOf } from './reference.js';

function plain(name: string): Combined {
  const distribution = distributions.get(name)!;
  return { distribution, parameterisation: distribution.parameterisations[0]! };
}

const all = ['left', 'right', 'until'] as const;

function densityOf(law: Combined, parameters: readonly number[], x: number, seen: Seen): number {
  const { distribution } = censor(law, all);
  const { left = 0, right = 0, until = x } = seen;
  const given = [...parameters, left, right, until].map((value) => constant(value));
  return valueOf(distribution.logDensity(constant(x), given));
}

interface Seen {
  readonly left?: number;
  readonly right?: number;
  readonly until?: number;
}

const LAWS: [string, Combined, number[], number, number][] = [
  ['weibull', plain('weibull'), [1.7, 2], 0.8, 2.2],
  ['gamma', plain('gamma'), [2.5, 0.7], 1, 3],
  ['normal', plain('normal'), [0.3, 2], -1, 1.5],
  ['student_t', plain('student_t'), [3, 0.3, 2], -1, 1.5],
  ['poisson', plain('poisson'), [3.2], 2, 5],
  ['beta_binomial', plain('beta_binomial'), [12, 2, 3], 2, 5],
  ['a mixture', mixtureOf([plain('normal'), plain('cauchy')], 'chance'), [0.3, 0, 1, 2, 1], -1, 2],
];

describe('censored', () => {
  it.each(LAWS)('%s: all that may have been seen has mass 1', (_, law, parameters, a, b) => {
    const mass = (x: number, seen: Seen) => Math.exp(densityOf(law, parameters, x, seen));
    const whole = mass(a, { left: 1 }) + mass(a, { until: b }) + mass(b, { right: 1 });
    expect(whole).toBeCloseTo(1, 12);
    // An interval is the sum of its parts, and one that ends where it begins is the value itself.
    const middle = Math.floor((a + b) / 2);
    const parts = mass(a, { until: middle }) + mass(middle, { until: b });
    expect(parts).toBeCloseTo(mass(a, { until: b }), 12);
    const density = law.distribution.logDensity(
      constant(a),
      parameters.map((value) => constant(value)),
    );
    expect(densityOf(law, parameters, a, {})).toBeCloseTo(valueOf(density), 12);
  });

  it.each(LAWS)('%s: masses are the shares of draws', (name, law, parameters, a, b) => {
    const { distribution } = censor(law, all);
    const stream = new RandomStream('censored', name);
    const size = 20_000;
    const draws = Array.from({ length: size }, () =>
      distribution.sample!(stream, [...parameters, 0, 0, a]),
    );
    const share = (of: (x: number) => boolean) => draws.filter(of).length / size;
    const near = (found: number, log: number) => {
      const p = Math.exp(log);
      expect(Math.abs(found - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / size));
    };
    near(
      share((x) => x <= a),
      densityOf(law, parameters, a, { left: 1 }),
    );
    near(
      share((x) => x > b),
      densityOf(law, parameters, b, { right: 1 }),
    );
    near(
      share((x) => x > a && x <= b),
      densityOf(law, parameters, a, { until: b }),
    );
    // Planted: a limit that is off by a little.
    const wrong = Math.exp(densityOf(law, parameters, a, { until: b + 1 }));
    const within = share((x) => x > a && x <= b);
    expect(Math.abs(within - wrong)).toBeGreaterThan(4.5 * Math.sqrt(0.25 / size));
  });

  it.each(LAWS.filter(([name]) => name !== 'beta_binomial'))(
    '%s: gradients of rows seen in every way are those of finite differences',
    (_, law, parameters, a, b) => {
      const { distribution } = censor(law, all);
      const rows = (...values: number[]) => constant(Float64Array.from(values));
      const x = rows(a, a, a, b);
      const seen = [rows(0, 1, 0, 0), rows(0, 0, 0, 1), rows(a, a, b, b)];
      const nodes = parameters.map((_value, k) => input(`p${String(k)}`, []));
      const density = sum(distribution.logDensity(x, [...nodes, ...seen]));
      const at = (values: readonly number[]) =>
        new Map(values.map((value, k) => [`p${String(k)}`, Float64Array.of(value)]));
      const found = evaluate(gradient(density, nodes), at(parameters));
      parameters.forEach((_value, k) => {
        const h = 1e-4;
        const f = (step: number) =>
          evaluate([density], at(parameters.map((v, j) => (j === k ? v + step : v))))[0]![0]!;
        const slope = (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h);
        expect(Math.abs(found[k]![0]! - slope)).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
      });
    },
  );

  it('conditions must be data', () => {
    const { distribution } = censor(plain('normal'), ['right']);
    const flag = select(input('c', []), constant(1), constant(0));
    expect(distribution.problemOf!([constant(0), constant(1), flag])).toContain('must be data');
    expect(distribution.problemOf!([constant(0), constant(1), constant(1)])).toBeUndefined();
  });
});
