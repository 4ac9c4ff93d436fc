import { describe, expect, it } from 'vitest';
import { constant, evaluate, type Node } from '../../src/expression/index.js';
import { distributions } from '../../src/library/index.js';

const CASES: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  ['half_cauchy', [1], [0.05, 0.7, 4]],
  ['half_cauchy', [2.5], [0.3, 11]],
  ['laplace', [0.5, 1.5], [-3, 0.2, 4]],
  ['student_t', [4, -1, 0.7], [-3, -1, 2.2]],
];

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
    const parameters = given.map((value) => constant(value));
    for (const point of points) {
      const x = constant(point);
      const density = (v: number) => {
        const auxiliary = constant(v);
        const [outer, inner] = [mixture!.mixing(parameters), mixture!.given(auxiliary, parameters)];
        const joint =
          number(outer.distribution.logDensity(auxiliary, outer.parameters)) +
          number(inner.distribution.logDensity(x, inner.parameters));
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
