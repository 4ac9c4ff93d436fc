import { describe, expect, it } from 'vitest';
import { constant, evaluate, input, sigmoid, sum, type Node } from '../../src/expression/index.js';
import { distributions } from '../../src/library/index.js';

type Numbers = number | readonly number[];
/** Parameters, and points: vectors where the values are. */
const CASES: readonly (readonly [string, readonly Numbers[], readonly Numbers[]])[] = [
  ['half_cauchy', [1], [0.05, 0.7, 4]],
  ['half_cauchy', [2.5], [0.3, 11]],
  ['laplace', [0.5, 1.5], [-3, 0.2, 4]],
  [
    'multi_laplace',
    [[0.5, -1], 1.5],
    [
      [-3, 2],
      [0.6, -1.1],
    ],
  ],
  ['multi_laplace', [[0, 0, 0, 0, 1], 0.4], [[1, 2, 0, 0.1, -1]]],
  ['student_t', [4, -1, 0.7], [-3, -1, 2.2]],
];

const nodeOf = (value: Numbers) =>
  typeof value === 'number' ? constant(value) : constant(Float64Array.from(value));
const number = (node: Node) => evaluate([node], new Map())[0]![0]!;

describe('a mixture with its auxiliary integrated out is the distribution that declares it', () => {
  it('of each that declares one', () => {
    const declared = [...distributions.values()].filter(({ mixture }) => mixture !== undefined);
    expect(declared.map(({ name }) => name).sort()).toEqual(
      [...new Set(CASES.map(([name]) => name))].sort(),
    );
  });

  it.each(CASES)('%s(%j) at %j', (name, given, points) => {
    const { mixture, logDensity } = distributions.get(name)!;
    const parameters = given.map(nodeOf);
    for (const point of points) {
      const x = nodeOf(point);
      const density = (v: number) => {
        const auxiliary = constant(v);
        const [outer, inner] = [mixture!.mixing(parameters), mixture!.given(auxiliary, parameters)];
        const joint =
          number(outer.distribution.logDensity(auxiliary, outer.parameters)) +
          number(sum(inner.distribution.logDensity(x, inner.parameters)));
        return Math.exp(joint) * v;
      };
      // The trapezoid rule in log v: its error falls exponentially for such integrands.
      const step = 0.05;
      let total = 0;
      for (let t = -40; t <= 60; t += step) total += step * density(Math.exp(t));
      expect(Math.log(total)).toBeCloseTo(number(logDensity(x, parameters)), 6);
    }
  });
});

/** E exp(-t w) of w ~ PG(n, 0) is cosh(sqrt(t / 2))^-n (Polson, Scott and Windle 2013, equation 1). */
const logLaplace = (n: number, t: number) => -n * Math.log(Math.cosh(Math.sqrt(t / 2)));

describe('an observed mixture with its auxiliary integrated out is the likelihood', () => {
  const logits = input('logits', []);
  it.each([
    ['bernoulli', 0.7, 1, [0, 1]],
    ['bernoulli', -4, 1, [0, 1]],
    ['binomial', 1.3, 5, [0, 2, 5]],
    ['binomial', -0.4, 40, [3, 17]],
  ] as const)('%s of logits %d', (name, l, trials, points) => {
    const { observedMixture, logDensity, parameters } = distributions.get(name)!;
    const given = parameters.length === 1 ? [sigmoid(logits)] : [constant(trials), sigmoid(logits)];
    const value = (node: Node) =>
      evaluate([node], new Map([['logits', Float64Array.of(l)]]))[0]![0]!;
    for (const point of points) {
      const x = constant(point);
      const at = (w: number) => value(observedMixture!.of(x, given, constant(w))!.logDensity);
      // Linear in w: what stands at 0, and the rate that its transform is taken at.
      expect(at(2) - at(1)).toBeCloseTo(at(1) - at(0), 10);
      const integrated = at(0) + logLaplace(trials, at(0) - at(1));
      expect(integrated).toBeCloseTo(value(logDensity(x, given)), 9);
    }
  });
  it('but there is none where the chance is not written by its logits', () => {
    const { observedMixture } = distributions.get('bernoulli')!;
    expect(observedMixture!.of(constant(1), [constant(0.3)], constant(1))).toBeUndefined();
  });
});
