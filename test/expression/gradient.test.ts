import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as k from '../../src/expression/index.js';
import { GRAPH_INPUTS, graphValues, randomGraph } from './random-graph.js';

const at = (x: number) => new Map([['x', Float64Array.of(x)]]);
const x = k.input('x', []);
const slope = (node: k.Node, value: number) => k.evaluate(k.gradient(node, [x]), at(value))[0]![0];

/** Largest error of the gradient against central differences along one random direction. */
function directionalError(
  scalar: k.Node,
  gradients: readonly k.Node[],
  values: ReadonlyMap<string, Float64Array>,
): number {
  const step = 1e-5;
  const direction = (name: string, i: number) => Math.cos(7 * i + name.charCodeAt(0));
  const moved = (sign: number) =>
    new Map(
      [...values].map(([name, value]) => [
        name,
        value.map((v, i) => v + sign * step * direction(name, i)),
      ]),
    );
  const value = (sign: number) => k.evaluate([scalar], moved(sign))[0]![0]!;
  const wanted = (value(1) - value(-1)) / (2 * step);
  const found = k.evaluate(gradients, values);
  const along = GRAPH_INPUTS.map(({ attributes }, i) =>
    found[i]!.reduce((s, g, j) => s + g * direction(String(attributes.name), j), 0),
  ).reduce((a, b) => a + b);
  return Math.abs(along - wanted) / (1 + Math.abs(wanted));
}

function disagrees(
  scalar: k.Node,
  gradients: readonly k.Node[],
  points: readonly ReadonlyMap<string, Float64Array>[],
): boolean {
  return points.some((values) => !(directionalError(scalar, gradients, values) < 1e-5));
}

const points = fc.array(graphValues, { minLength: 3, maxLength: 3 });

describe('gradient', () => {
  it('agrees with finite differences on random graphs', () => {
    fc.assert(
      fc.property(randomGraph, points, ({ scalar }, at3) => {
        expect(disagrees(scalar, k.gradient(scalar, GRAPH_INPUTS), at3)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('that check finds a sign planted wrong', () => {
    const seen = fc.sample(fc.tuple(randomGraph, points), 20).filter(([{ scalar }, at3]) => {
      const gradients = k.gradient(scalar, GRAPH_INPUTS);
      return disagrees(scalar, [k.neg(gradients[0]!), ...gradients.slice(1)], at3);
    });
    expect(seen.length).toBeGreaterThan(5);
  });

  it('is a zero of the input shape where the output does not depend on it', () => {
    const other = k.input('other', [2, 3]);
    const [zero] = k.gradient(k.exp(x), [other]);
    expect(zero!.shape).toEqual([2, 3]);
    expect([...k.evaluate([zero!])[0]!]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(k.print(k.gradient(k.floor(x), [x])[0]!)).toBe('0');
  });

  it('is with respect to intermediate values too', () => {
    const y = k.exp(x);
    expect(k.evaluate(k.gradient(k.square(y), [y, x]), at(0)).map(([g]) => g)).toEqual([2, 2]);
  });

  it('is finite at kinks', () => {
    expect(slope(k.abs(x), 0)).toBe(0);
    expect(slope(k.maximum(x, k.constant(0)), 0)).toBe(1);
    expect(slope(k.maximum(k.constant(0), x), 0)).toBe(0);
    expect(slope(k.square(k.abs(x)), 0)).toBe(0);
  });

  it('takes no NaN from the branch that is not taken', () => {
    const inside = k.lessThan(k.constant(0), x);
    const guarded = (y: k.Node) => k.select(inside, y, k.mul(k.constant(3), x));
    for (const y of [k.log(x), k.sqrt(x), k.div(k.constant(1), x), k.pow(x, k.constant(-1.5))]) {
      expect(slope(guarded(y), 0)).toBe(3);
      expect(slope(guarded(k.mul(y, x)), 0)).toBe(3);
    }
  });

  it('of a power at base 0 in the exponent is the limit', () => {
    const p = k.input('p', []);
    const [g] = k.gradient(k.pow(x, p), [p]);
    expect(k.evaluate([g!], at(0).set('p', Float64Array.of(2)))[0]![0]).toBe(0);
  });

  it('needs a scalar', () => {
    expect(() => k.gradient(k.input('v', [3]), [])).toThrow('[3]');
  });
});
