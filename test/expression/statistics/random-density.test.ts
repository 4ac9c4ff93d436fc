import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import * as k from '../../../src/expression/index.js';
import type { CollectedStatistic, Node } from '../../../src/expression/index.js';

const SIZE = 3;
const block = k.input('w', [SIZE]);
const index = k.constant(Float64Array.of(2, 0, 2), [SIZE]);
const start: readonly Node[] = [
  block,
  k.input('a', [SIZE]),
  k.input('s', []),
  k.constant(2),
  k.constant(Float64Array.of(1, 0.5, 3), [SIZE]),
];

const STEPS: readonly ((a: Node, b: Node) => Node)[] = [
  k.add,
  k.sub,
  k.mul,
  k.div,
  (a) => k.square(a),
  (a) => k.sqrt(a),
  (a) => k.log(a),
  (a) => k.abs(a),
  (a) => k.neg(a),
  (a) => k.pow(a, k.constant(-1.5)),
  (a) => (a.shape[0] === SIZE ? k.gather(a, index) : a),
  (a) => k.sum(a),
  (a) => (a.shape[0] === SIZE ? k.slice(a, 0, 1, 2) : a),
  (a, b) => (a.shape[0] === SIZE ? k.select(index, a, b) : a),
  (a) =>
    a.shape.length > 0
      ? k.stack([k.reshape(k.slice(a, 0, 0, 1), []), k.constant(3), k.input('s', [])])
      : a,
  (a) => k.log1p(k.neg(a)),
];

/** Scalar terms that random programs of steps end in. */
const density: fc.Arbitrary<Node> = fc
  .array(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(100), fc.nat(100)), { maxLength: 7 })
  .map((program) => {
    const nodes = [...start];
    for (const [step, i, j] of program) {
      const [a, b] = [nodes[i % nodes.length]!, nodes[j % nodes.length]!];
      const fits = a.shape.length === 0 || b.shape.length === 0 || k.sameShape(a.shape, b.shape);
      if (fits) nodes.push(STEPS[step]!(a, b));
    }
    return nodes
      .slice(start.length)
      .map((node) => k.sum(node))
      .reduce(k.add, k.sum(block));
  });

function statistic(name: string, x: number): number {
  if (name === 'x') return x;
  if (name === 'log(x)') return Math.log(x);
  if (name === 'abs(x)') return Math.abs(x);
  if (name === 'log(1-x)') return Math.log1p(-x);
  return x ** Number(/^x\^(.+)$/.exec(name)![1]);
}

/** How far a change of the block changes term and statistics differently, relative to both. */
function disagreement(term: Node, found: readonly CollectedStatistic[], seed: number): number {
  const stream = new RandomStream('density', seed);
  const draw = (size: number) =>
    Float64Array.from({ length: size }, () => 0.1 + 0.8 * stream.uniform());
  const values = new Map([
    ['a', draw(SIZE)],
    ['s', draw(1)],
  ]);
  const at = (w: Float64Array) => {
    const given = new Map([...values, ['w', w]]);
    const natural = k.evaluate(
      found.map(({ coefficient }) => coefficient),
      given,
    );
    const parts = found.flatMap(({ statistic: name }, i) =>
      [...w].map((x, j) => natural[i]![j]! * statistic(name, x)),
    );
    return { density: k.evaluate([term], given)[0]![0]!, parts };
  };
  const [before, after] = [at(draw(SIZE)), at(draw(SIZE))];
  const total = (parts: readonly number[]) => parts.reduce((s, x) => s + x, 0);
  const change = after.density - before.density;
  const scale = [...before.parts, ...after.parts, before.density].reduce(
    (s, x) => s + Math.abs(x),
    1,
  );
  return Math.abs(change - (total(after.parts) - total(before.parts))) / scale;
}

describe('on random densities', () => {
  it('what is proved holds at random points; the rest is refused', () => {
    let proved = 0;
    fc.assert(
      fc.property(density, fc.nat(1000), (term, seed) => {
        const found = k.collectStatistics([term], block, { positive: true });
        if (found.kind === 'refused') {
          expect(found.because).toMatch(/\bw\b/);
          return;
        }
        const error = disagreement(term, found.statistics, seed);
        if (Number.isNaN(error)) return;
        proved++;
        expect(error).toBeLessThan(1e-9);
      }),
      { numRuns: 2000 },
    );
    expect(proved).toBeGreaterThan(300);
  });

  it('that check finds a coefficient planted wrong', () => {
    const term = k.sum(k.square(k.sub(k.gather(block, index), k.input('a', [SIZE]))));
    const found = k.collectStatistics([term], block);
    if (found.kind === 'refused') throw new Error(found.because);
    expect(disagreement(term, found.statistics, 1)).toBeLessThan(1e-12);
    const wrong = found.statistics.map((one) => ({ ...one, coefficient: k.neg(one.coefficient) }));
    expect(disagreement(term, wrong, 1)).toBeGreaterThan(1e-3);
  });
});
