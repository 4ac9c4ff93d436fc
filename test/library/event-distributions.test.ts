import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import {
  constant,
  evaluate,
  gradient,
  input,
  sizeOf,
  sum,
  type Node,
} from '../../src/expression/index.js';
import { bijectorOf, distributions } from '../../src/library/index.js';
import {
  compositions,
  continuousCases,
  discreteCases,
  expectations,
  features,
  fittedCases,
  mixedCases,
  nodeOf,
  plain,
  type EventCase,
  type Expectations,
} from './event-cases.js';

const DRAWS = 20_000;

/** Standard errors by which means of features of draws differ from exact ones, at most. */
function deviation(
  { distribution, event }: EventCase,
  parameters: EventCase['parameters'],
  exact: Expectations,
): number {
  const stream = new RandomStream('events', distribution.name);
  const out = new Float64Array(sizeOf(event));
  const given = parameters.map(plain);
  const sums = exact.features.map(() => 0);
  for (let i = 0; i < DRAWS; i++) {
    distribution.sampleEvent!(stream, given, out);
    features(out).forEach((feature, k) => {
      sums[k]! += feature;
    });
  }
  return Math.max(
    ...sums.map((total, k) => {
      const mean = exact.features[k]!;
      const variance = exact.squares[k]! - mean * mean;
      const error = Math.sqrt(Math.max(variance, 1e-12) / DRAWS);
      return Math.abs(total / DRAWS - mean) / (error + 1e-3 * (1e-3 + Math.abs(mean)));
    }),
  );
}

/** Beyond this many standard errors in any of some thirty features of a dozen laws: once in 10 000 runs. */
const MOST = 5.2;

describe('each density against 1 and against its sampler', () => {
  it.each([...continuousCases, ...fittedCases, ...mixedCases])('$label', (one) => {
    const exact = expectations(one);
    expect(Math.abs(exact.total - 1)).toBeLessThan(2e-3);
    expect(deviation(one, one.parameters, exact)).toBeLessThan(MOST);
  });

  it.each(discreteCases)('$label', (one) => {
    const exact = sums(one);
    expect(Math.abs(exact.total - 1)).toBeLessThan(1e-12);
    expect(deviation(one, one.parameters, exact)).toBeLessThan(MOST);
  });

  it('a sampler with other parameters is found out', () => {
    const [dirichlet] = continuousCases;
    const other = [{ values: [0.75, 2], shape: [2] }];
    expect(deviation(dirichlet!, other, expectations(dirichlet!))).toBeGreaterThan(MOST);
    const wishart = continuousCases.find(({ label }) => label.startsWith('lkj_corr, 2'))!;
    expect(deviation(wishart, [1.6], expectations(wishart))).toBeGreaterThan(MOST);
  });
});

it('a mixture of vectors is the value of SciPy', () => {
  const [{ distribution, parameters }] = mixedCases as [EventCase];
  const x = constant(Float64Array.of(1, 2), [2]);
  const scipy = -4.243721032191593;
  const [found] = evaluate([distribution.logDensity(x, parameters.map(nodeOf))]);
  expect(found![0]).toBeCloseTo(scipy, 12);
});

function sums({ distribution, parameters, event }: EventCase): Expectations {
  const given = parameters.map(nodeOf);
  const values = compositions(parameters[0] as number, event[0]!);
  const x = constant(Float64Array.from(values.flat()), [values.length, event[0]!]);
  const [logs] = evaluate([distribution.logDensity(x, given)]);
  const masses = logs!.map(Math.exp);
  const weighted = (of: (value: readonly number[]) => number[]) =>
    of(values[0]!).map((_, k) =>
      values.reduce((total, value, i) => total + masses[i]! * of(value)[k]!, 0),
    );
  return {
    total: masses.reduce((a, b) => a + b),
    features: weighted(features),
    squares: weighted((value) => features(value).map((f) => f * f)),
  };
}

describe('plates', () => {
  it.each([...continuousCases, ...discreteCases, ...mixedCases])(
    'of $label are independent',
    (one) => {
      const { distribution, parameters, event } = one;
      const stream = new RandomStream('plates', one.label);
      const values = [0, 1].map(() => {
        const out = new Float64Array(sizeOf(event));
        distribution.sampleEvent!(stream, parameters.map(plain), out);
        return out;
      });
      const given = parameters.map(nodeOf);
      const single = values.map(
        (value) => evaluate([distribution.logDensity(constant(value, event), given)])[0]![0]!,
      );
      const both = constant(Float64Array.from(values.flatMap((v) => [...v])), [2, ...event]);
      const repeated = parameters.map((parameter) => {
        const value = plain(parameter);
        const own = typeof value === 'number' ? [value] : [...value];
        const shape = typeof parameter === 'number' ? [] : parameter.shape;
        return constant(Float64Array.from([...own, ...own]), [2, ...shape]);
      });
      for (const shared of [given, repeated]) {
        const density = distribution.logDensity(both, shared);
        expect(density.shape).toEqual([2]);
        const [found] = evaluate([density]);
        single.forEach((exact, i) => {
          expect(found![i]).toBeCloseTo(exact, 10);
        });
      }
      const mean = distribution.mean?.(repeated);
      if (mean) expect(mean.shape).toEqual([2, ...event]);
    },
  );
});

/** Derivative by five points. */
function slope(f: (x: number) => number, at: number): number {
  const h = 1e-3;
  return (f(at - 2 * h) - 8 * f(at - h) + 8 * f(at + h) - f(at + 2 * h)) / (12 * h);
}

describe('gradients against finite differences', () => {
  it.each([...continuousCases, ...mixedCases])('$label', ({ distribution, parameters, event }) => {
    const names = distribution.parameters.map(({ name }) => name);
    const nodes = parameters.map((value, i) =>
      input(names[i]!, typeof value === 'number' ? [] : value.shape),
    );
    const bijector = bijectorOf(distribution.support(parameters.map(nodeOf)));
    const shape = bijector.coordinates(event);
    const u = input('u', shape);
    const density = distribution.logDensity(bijector.forward(u), nodes);
    const given = new Map<string, Float64Array>([
      ['u', Float64Array.from({ length: sizeOf(shape) }, (_, i) => 0.4 * i - 0.3)],
      ...parameters.map((value, i) => {
        const own = plain(value);
        return [names[i]!, typeof own === 'number' ? Float64Array.of(own) : own] as const;
      }),
    ]);
    const inputs: Node[] = [u, ...nodes];
    const derivatives = evaluate(gradient(sum(density), inputs), given);
    inputs.forEach((node, k) => {
      const name = node.attributes.name as string;
      for (let i = 0; i < sizeOf(node.shape); i++) {
        const along = (value: number) => {
          const moved = given.get(name)!.slice();
          moved[i] = value;
          return evaluate([density], new Map([...given, [name, moved]]))[0]![0]!;
        };
        const found = derivatives[k]!;
        const expected = slope(along, given.get(name)![i]!);
        const error =
          Math.abs((found[i] ?? found[0]!) - expected) / Math.max(1, Math.abs(expected));
        expect(error, `d/d${name}[${String(i)}]`).toBeLessThan(1e-7);
      }
    });
  });
});

describe('parameterisations of multi_normal', () => {
  const cov = [2, 0.6, 0.6, 0.5];
  const determinant = 2 * 0.5 - 0.36;
  const precision = [0.5 / determinant, -0.6 / determinant, -0.6 / determinant, 2 / determinant];
  const root = [Math.SQRT2, 0, 0.6 / Math.SQRT2, Math.sqrt(0.5 - 0.18)];
  const r = 0.6 / Math.sqrt(2 * 0.5);
  const sd = [Math.SQRT2, Math.sqrt(0.5)];
  const square = (values: readonly number[]) => constant(Float64Array.from(values), [2, 2]);
  const line = (values: readonly number[]) => constant(Float64Array.from(values));
  const ways: [string, Node[]][] = [
    ['mean,precision', [square(precision)]],
    ['mean,cholesky', [square(root)]],
    ['mean,sd,corr', [line(sd), square([1, r, r, 1])]],
    ['mean,sd,cholesky_corr', [line(sd), square([1, 0, r, Math.sqrt(1 - r * r)])]],
  ];
  it.each(ways)('by %s', (names, rest) => {
    const { parameterisations, logDensity } = distributions.get('multi_normal')!;
    const way = parameterisations.find((w) => w.parameters.map((p) => p.name).join() === names)!;
    const mean = line([1, -1]);
    const x = constant(Float64Array.of(0.3, 0.2, 4, -2), [2, 2]);
    const [found] = evaluate([logDensity(x, way.toCanonical([mean, ...rest]))]);
    const [exact] = evaluate([logDensity(x, [mean, square(cov)])]);
    [0, 1].forEach((i) => {
      expect(found![i]).toBeCloseTo(exact![i]!, 11);
    });
  });
});

describe('outside the support', () => {
  const outside: [string, Node, Node[]][] = [
    ['dirichlet', constant(Float64Array.of(0.5, 0.6)), [constant(Float64Array.of(1, 1))]],
    [
      'multinomial',
      constant(Float64Array.of(1, 1)),
      [constant(3), constant(Float64Array.of(0.5, 0.5))],
    ],
    ['lkj_corr', constant(Float64Array.of(1, 2, 2, 1), [2, 2]), [constant(1)]],
    ['lkj_corr_cholesky', constant(Float64Array.of(1, 0, 0.5, 0.5), [2, 2]), [constant(1)]],
  ];
  it.each(outside)('%s has no density', (name, x, given) => {
    const [density] = evaluate([distributions.get(name)!.logDensity(x, given)]);
    expect(density![0]).toBe(-Infinity);
  });
});
