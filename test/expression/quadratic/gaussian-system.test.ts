import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import * as k from '../../../src/expression/index.js';
import type { Node } from '../../../src/expression/index.js';

const index = k.constant(Float64Array.of(2, 0, 2, 1, 0, 1), [6]);
const y = k.input('y', [6]);
const a = k.input('a', [3]);
const b = k.input('b', []);
const c = k.input('c', [2]);
const X = k.input('X', [6, 2]);
const squares = (parts: readonly Node[]) =>
  parts.map((part) => k.mul(k.constant(-0.5), k.sum(k.square(part)))).reduce(k.add);

interface Case {
  readonly term: Node;
  readonly blocks: readonly Node[];
  /** Blocks in the order in which they are drawn after the dense ones, and those that each reads of them. */
  readonly diagonal: readonly (readonly [block: number, picked: readonly number[]])[];
  readonly dense: number;
}

const tau = k.input('tau', []);
const mean = k.add(k.add(k.gather(a, index), k.matmul(X, c)), b);

/** Slopes of the groups, their means by groups of groups, and one effect of those too. */
const s = k.input('s', [3]);
const d = k.input('d', [2]);
const e = k.input('e', [2]);
const of = k.constant(Float64Array.of(1, 0, 1), [3]);
const slopes = k.mul(k.gather(s, index), k.input('x', [6]));
const nested = k.add(k.add(k.gather(a, index), slopes), k.gather(k.gather(e, of), index));

const CASES: Readonly<Record<string, Case>> = {
  'effects beside coefficients': {
    term: squares([k.sub(y, mean), k.div(a, tau), b, c]),
    blocks: [a, b, c],
    diagonal: [[0, []]],
    dense: 3,
  },
  'effects of the same groups, and of groups of groups': {
    term: squares([k.sub(y, nested), k.div(a, tau), k.sub(s, k.gather(d, of)), k.sub(d, b), b, e]),
    blocks: [b, d, e, s, a],
    diagonal: [
      [2, []],
      [1, [2]],
      [4, [1, 2]],
      [3, [1, 2, 4]],
    ],
    dense: 1,
  },
  'effects of groups that cross': {
    term: squares([
      k.sub(
        y,
        k.add(k.gather(a, index), k.gather(d, k.constant(Float64Array.of(0, 1, 0, 1, 1, 0), [6]))),
      ),
      a,
      d,
    ]),
    blocks: [a, d],
    diagonal: [[0, []]],
    dense: 2,
  },
};

function systemOf({ term, blocks }: Case) {
  const found = k.collectQuadratic([term], blocks);
  if (found.kind === 'refused') throw new Error(found.because);
  return k.gaussianSystem(found, blocks);
}

function values(seed: number): Map<string, Float64Array> {
  const stream = new RandomStream('system', seed);
  const draw = ({ shape }: Node) =>
    Float64Array.from({ length: k.sizeOf(shape) }, () => 0.2 + Math.abs(stream.normal()));
  const inputs = [y, a, b, c, X, tau, s, d, e, k.input('x', [6])];
  return new Map(inputs.map((node) => [node.attributes.name as string, draw(node)]));
}

describe.each(Object.entries(CASES))('%s', (_, known) => {
  const { term, blocks, diagonal, dense } = known;
  const system = systemOf(known);

  it('are eliminated as long as they stay diagonal, and the rest is dense', () => {
    const size = blocks.reduce((sum, { shape }) => sum + k.sizeOf(shape), 0);
    expect(system.dimension).toBe(size);
    expect(
      system.diagonal.map(({ block, picks }) => [block, picks.map((p) => p.block).sort()]),
    ).toEqual(diagonal);
    expect(system.dense?.dimension).toBe(dense);
  });

  it.each([1, 2, 3])('the mean is where the gradient is zero, seed %i', (seed) => {
    const given = values(seed);
    k.evaluate(system.mean, given).forEach((at, i) => {
      given.set(blocks[i]!.attributes.name as string, at);
    });
    for (const slope of k.evaluate(k.gradient(term, blocks), given)) {
      for (const value of slope) expect(Math.abs(value)).toBeLessThan(1e-10);
    }
  });

  it.each([1, 2, 3])(
    'the determinant is that of the matrix of second derivatives, seed %i',
    (seed) => {
      const given = values(seed);
      const slopes = k.gradient(term, blocks);
      // The gradient is affine, so differences of any step give its matrix.
      const gradientAt = () => k.evaluate(slopes, given).flatMap((slope) => [...slope]);
      const start = gradientAt();
      const rows = blocks.flatMap((block) => {
        const at = given.get(block.attributes.name as string)!;
        return [...at].map((before, i) => {
          at[i] = before + 1;
          const row = gradientAt().map((value, j) => start[j]! - value);
          at[i] = before;
          return row;
        });
      });
      const matrix = k.constant(Float64Array.from(rows.flat()), [
        system.dimension,
        system.dimension,
      ]);
      const wanted = k.evaluate([k.logDetSpd(matrix)])[0]![0]!;
      expect(k.evaluate([system.logDeterminant], given)[0]![0]).toBeCloseTo(wanted, 10);
    },
  );
});
