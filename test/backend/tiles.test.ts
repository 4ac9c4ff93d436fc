import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as k from '../../src/expression/index.js';
import { randomRows, worstDifference } from './random-rows.js';
import { ROW_BACKENDS } from './row-backends.js';

describe('schedules on random models of data rows', () => {
  it.each(ROW_BACKENDS)('%s: as node by node', (_, backend, tolerance) => {
    fc.assert(
      fc.property(randomRows, (graph) => {
        expect(worstDifference(backend, graph)).toBeLessThan(tolerance);
      }),
      { numRuns: 300 },
    );
  });
});

// An axis must not be taken for the rows because it is as long.
describe.each([33, 70, 150])('%i columns and as many rows', (n) => {
  const wave = (size: number, step: number) =>
    Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * step));
  const x = k.constant(wave(n * n, 0.37), [n, n], 'x');
  const y = k.constant(wave(n, 0.11), [n], 'y');
  const backwards = k.constant(
    Float64Array.from({ length: n }, (_, i) => n - 1 - i),
    [n],
    'backwards',
  );
  const inputs = [k.input('w', [n]), k.input('m', [n, n]), k.input('s', [])];
  const [w, m, s] = inputs as [k.Node, k.Node, k.Node];
  const outputs = [
    k.sum(k.mul(k.broadcast(y, [n, n], [0]), m), [0]),
    k.sum(k.mul(k.broadcast(y, [n, n], [0]), m), [1]),
    k.sum(k.tanh(k.mul(x, m)), [0]),
    k.sum(k.tanh(k.add(x, k.broadcast(w, [n, n], [1]))), [0]),
    k.matmul(k.reshape(y, [1, n]), k.tanh(k.mul(x, m))),
    k.matmul(k.tanh(k.mul(s, x)), m, { transposeA: true }),
    k.matmul(x, k.tanh(k.mul(s, w))),
    // A column of what lies in tiles, read as a whole.
    k.gather(k.reshape(k.slice(k.tanh(k.mul(x, m)), 1, 1, 2), [n]), backwards),
  ];
  const graph = {
    ...{ inputs, outputs, scalar: outputs.map((node) => k.sum(node)).reduce(k.add) },
    values: new Map([
      ['w', wave(n, 0.7)],
      ['m', wave(n * n, 0.9)],
      ['s', Float64Array.of(0.3)],
    ]),
  };

  it.each(ROW_BACKENDS)('%s: as node by node', (_, backend, tolerance) => {
    expect(worstDifference(backend, graph)).toBeLessThan(tolerance);
  });
});
