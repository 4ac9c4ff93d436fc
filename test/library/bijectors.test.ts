import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constant, evaluate, gradient, input, sum } from '../../src/expression/index.js';
import { bijectorOf, type Support } from '../../src/library/index.js';
import { valueOf } from './reference.js';

const ENDS = [-2, 7] as const;
const supports: [string, Support][] = [
  ['identity', { kind: 'real' }],
  ['exp', { kind: 'positive' }],
  ['logit', { kind: 'unit' }],
  ['interval', { kind: 'interval', lower: constant(ENDS[0]), upper: constant(ENDS[1]) }],
  ['half line', { kind: 'interval', lower: constant(ENDS[0]), upper: constant(Infinity) }],
  ['half line', { kind: 'interval', lower: constant(-Infinity), upper: constant(ENDS[1]) }],
];
const moderate = fc.double({ min: -15, max: 15, noNaN: true });

describe.each(supports)('%s', (name, support) => {
  const bijector = bijectorOf(support);
  const forward = (u: number) => valueOf(bijector.forward(constant(u)));

  it('has its name and is undone by its inverse', () => {
    expect(bijector.name).toBe(name);
    fc.assert(
      fc.property(moderate, (u) => {
        const x = forward(u);
        // Near an upper end that is not 0 only so many digits of the distance to it are left.
        const tolerance = 1e-13 * Math.exp(Math.abs(u)) + 1e-13;
        expect(Math.abs(valueOf(bijector.inverseNode(constant(x))) - u)).toBeLessThan(tolerance);
      }),
    );
  });

  it('has the Jacobian of its derivative and of finite differences', () => {
    const node = input('u', []);
    const [slope] = gradient(sum(bijector.forward(node)), [node]);
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (u) => {
        const [found, derivative] = evaluate(
          [bijector.logDetJacobian(node), slope!],
          new Map([['u', Float64Array.of(u)]]),
        ).map((values) => values[0]!);
        expect(found!).toBeCloseTo(Math.log(derivative!), 11);
        const h = 1e-4;
        const rise = (forward(u + h) - forward(u - h)) / (2 * h);
        expect(found!).toBeCloseTo(Math.log(rise), 5);
      }),
    );
  });

  it('is finite in the Jacobian far out', () => {
    for (const u of [-700, -50, 50, 700]) {
      const value = valueOf(bijector.logDetJacobian(constant(u)));
      expect(Number.isFinite(value)).toBe(true);
      if (name === 'logit') expect(value).toBeCloseTo(-Math.abs(u), 10);
    }
  });
});

it('the inverse of a forward map is what went in, unrounded', () => {
  const u = input('u', []);
  for (const support of [{ kind: 'positive' }, { kind: 'unit' }] as const) {
    const bijector = bijectorOf(support);
    expect(bijector.inverseNode(bijector.forward(u))).toBe(u);
  }
});
