import { expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import * as k from '../../../src/expression/index.js';
import type { Node } from '../../../src/expression/index.js';

const index = k.constant(Float64Array.of(2, 0, 2, 1, 0, 1), [6]);
const y = k.input('y', [6]);
const a = k.input('a', [3]);
const b = k.input('b', []);
const c = k.input('c', [2]);
const X = k.input('X', [6, 2]);
const mean = k.add(k.add(k.gather(a, index), k.matmul(X, c)), b);
const term = [k.sub(y, mean), k.div(a, k.input('tau', [])), b, c]
  .map((part) => k.mul(k.constant(-0.5), k.sum(k.square(part))))
  .reduce(k.add);
const blocks = [a, b, c];

const found = k.collectQuadratic([term], blocks);
if (found.kind === 'refused') throw new Error(found.because);
const system = k.gaussianSystem(found, blocks);

function values(seed: number): Map<string, Float64Array> {
  const stream = new RandomStream('system', seed);
  const draw = ({ shape }: Node) =>
    Float64Array.from({ length: k.sizeOf(shape) }, () => 0.2 + Math.abs(stream.normal()));
  return new Map(
    [y, a, b, c, X, k.input('tau', [])].map((node) => [node.attributes.name as string, draw(node)]),
  );
}

it('eliminates the effects and keeps the rest dense', () => {
  expect(system.dimension).toBe(6);
  expect(system.diagonal.map(({ block }) => block)).toEqual([0]);
  expect(system.dense?.dimension).toBe(3);
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
    const matrix = k.constant(Float64Array.from(rows.flat()), [6, 6]);
    const wanted = k.evaluate([k.logDetSpd(matrix)])[0]![0]!;
    expect(k.evaluate([system.logDeterminant], given)[0]![0]).toBeCloseTo(wanted, 10);
  },
);
