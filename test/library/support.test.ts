import { describe, expect, it } from 'vitest';
import { constant, evaluate, exp, input, topological } from '../../src/expression/index.js';
import { bijectorOf, distributions, isSupportWithin } from '../../src/library/index.js';
import { valueNode, valueOf } from './reference.js';

function density(
  name: string,
  x: number | readonly number[],
  ...parameters: (number | number[])[]
) {
  return distributions.get(name)!.logDensity(valueNode(x), parameters.map(valueNode));
}

describe('data outside the support', () => {
  const outside: [string, number, (number | number[])[]][] = [
    ['half_normal', -0.1, [1]],
    ['exponential', -1, [2]],
    ['gamma', 0, [2, 1]],
    ['inv_gamma', -3, [2, 1]],
    ['lognormal', 0, [0, 1]],
    ['beta', 1, [2, 2]],
    ['beta', -0.2, [2, 2]],
    ['uniform', 5.1, [2, 5]],
    ['flat_positive', -1, []],
    ['bernoulli', 2, [0.3]],
    ['binomial', 11, [10, 0.5]],
    ['binomial', 2.5, [10, 0.5]],
    ['poisson', -1, [3]],
    ['categorical', 4, [[0, 0, 0]]],
    ['categorical', 0, [[0, 0, 0]]],
    ['categorical', 1.5, [[0, 0, 0]]],
  ];
  it.each(outside)('%s at %d', (name, x, parameters) => {
    expect(valueOf(density(name, x, ...parameters))).toBe(-Infinity);
    // A value computed from an unknown is tested as well.
    const moving = distributions
      .get(name)!
      .logDensity(exp(input('u', [])), parameters.map(valueNode));
    expect(topological([moving]).some(({ op }) => op === 'select')).toBe(true);
  });

  it('closed ends belong to the support', () => {
    expect(valueOf(density('exponential', 0, 2))).toBeCloseTo(Math.LN2, 14);
    expect(valueOf(density('half_cauchy', 0, 1))).toBeCloseTo(Math.log(2 / Math.PI), 14);
    expect(valueOf(density('uniform', 5, 2, 5))).toBeCloseTo(-Math.log(3), 14);
  });

  it('only the elements outside are', () => {
    const [found] = evaluate([density('exponential', [1, -1, 2], 1)]);
    expect([...found!]).toEqual([-1, -Infinity, -2]);
  });

  it('data inside and unknowns cost no test', () => {
    for (const [name, ...parameters] of [
      ['gamma', 2, 1],
      ['poisson', 3],
      ['bernoulli', 0.3],
    ] as const) {
      const plain = density(name, [1, 1], ...parameters);
      expect(topological([plain]).some(({ op }) => op === 'select')).toBe(false);
    }
    const unknown = distributions.get('gamma')!.logDensity(input('x', []), [2, 1].map(valueNode));
    expect(topological([unknown]).some(({ op }) => op === 'select')).toBe(false);
  });

  it('an unknown between moving ends is tested', () => {
    const ends = [input('a', []), constant(5)];
    const node = distributions.get('uniform')!.logDensity(input('x', []), ends);
    const at = (a: number) =>
      evaluate(
        [node],
        new Map([
          ['a', Float64Array.of(a)],
          ['x', Float64Array.of(3)],
        ]),
      )[0]![0];
    expect(at(1)).toBeCloseTo(-Math.log(4), 14);
    expect(at(4)).toBe(-Infinity);
  });
});

describe('extreme values', () => {
  const form = (name: string, parameter: string, value: number, x: number) => {
    const { parameterisations, logDensity } = distributions.get(name)!;
    const way = parameterisations.find((w) => w.parameters.at(-1)!.name === parameter)!;
    const given = way.parameters.length > 1 ? [constant(10), constant(value)] : [constant(value)];
    return valueOf(logDensity(constant(x), way.toCanonical(given)));
  };
  // Inputs, as constants would be folded before the density sees how the chance is written.
  const logits = (name: string, value: number, x: number, ...first: number[]) => {
    const { parameterisations, logDensity } = distributions.get(name)!;
    const way = parameterisations.at(-1)!;
    const given = [...first.map((v) => constant(v)), input('l', [])];
    const node = logDensity(constant(x), way.toCanonical(given));
    return evaluate([node], new Map([['l', Float64Array.of(value)]]))[0]![0];
  };
  it('logits far from 0 lose nothing', () => {
    expect(logits('bernoulli', -800, 1)).toBe(-800);
    expect(logits('bernoulli', -800, 0)).toBeCloseTo(0, 14);
    expect(logits('bernoulli', 800, 0)).toBe(-800);
    expect(logits('bernoulli', 800, 1)).toBe(0);
    expect(logits('binomial', -800, 10, 10)).toBe(-8000);
    expect(logits('poisson', -800, 3)).toBeCloseTo(-2400 - Math.log(6), 9);
    expect(valueOf(density('categorical', 2, [1000, -1000, 0]))).toBe(-2000);
  });
  it('moderate logits agree with the chance', () => {
    expect(form('bernoulli', 'logits', 0.3, 1)).toBeCloseTo(-Math.log1p(Math.exp(-0.3)), 14);
    expect(logits('bernoulli', 0.3, 1)).toBeCloseTo(form('bernoulli', 'logits', 0.3, 1), 14);
    expect(logits('binomial', 0.3, 4, 10)).toBeCloseTo(form('binomial', 'logits', 0.3, 4), 13);
  });
});

describe('shapes', () => {
  it('rows may share one vector of logits or have their own', () => {
    const { logDensity, probabilities } = distributions.get('categorical')!;
    const shared = valueNode([0, 1, 2]);
    const own = constant(Float64Array.of(0, 1, 2, 0, 1, 2), [2, 3]);
    const x = valueNode([3, 1]);
    expect(evaluate([logDensity(x, [own])])).toEqual(evaluate([logDensity(x, [shared])]));
    expect(probabilities!([own]).shape).toEqual([2, 3]);
    const chance = constant(Float64Array.of(0.25, 0.5));
    const table = distributions.get('bernoulli')!.probabilities!([chance]);
    expect([...evaluate([table])[0]!]).toEqual([0.75, 0.25, 0.5, 0.5]);
  });

  it('the density has the shape of x', () => {
    for (const distribution of distributions.values()) {
      if (distribution.event.length > 0) continue;
      const given = distribution.parameters.map(({ axes }) =>
        axes.length > 0 ? valueNode([1, 2, 3]) : constant(0.5),
      );
      const x = constant(Float64Array.of(1, 1));
      expect(distribution.logDensity(x, given).shape, distribution.name).toEqual([2]);
    }
  });
});

it('an interval with known ends lies within wider supports', () => {
  const between = (a: number, b: number) =>
    distributions.get('uniform')!.support([constant(a), constant(b)]);
  expect(between(0, 1).kind).toBe('unit');
  expect(isSupportWithin(between(0, 10), 'positive')).toBe(true);
  expect(isSupportWithin(between(-1, 10), 'positive')).toBe(false);
  expect(isSupportWithin(between(0.1, 0.9), 'unit')).toBe(true);
  expect(isSupportWithin(between(0.1, 2), 'unit')).toBe(false);
  expect(() => bijectorOf({ kind: 'count' })).toThrow('no map');
});
