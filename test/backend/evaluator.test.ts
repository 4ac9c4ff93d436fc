import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import * as k from '../../src/expression/index.js';
import { GRAPH_INPUTS, graphValues, randomGraph } from '../expression/random-graph.js';
import { network } from './network.js';

type Values = ReadonlyMap<string, Float64Array>;

function run(executable: ReturnType<typeof evaluator.compile>, values: Values): Float64Array[] {
  for (const [name, view] of executable.inputs) view.set(values.get(name)!);
  executable.run();
  return executable.outputs.map((view) => view.slice());
}

describe('evaluator', () => {
  it('agrees with the evaluation node by node, values and gradients, run after run', () => {
    fc.assert(
      fc.property(randomGraph, graphValues, graphValues, ({ scalar, outputs }, first, second) => {
        const all = [scalar, ...outputs, ...k.gradient(scalar, GRAPH_INPUTS)];
        const executable = evaluator.compile(all);
        for (const values of [first, second, first]) {
          const wanted = k.evaluate(all, values);
          run(executable, values).forEach((found, i) => {
            expect(found.length).toBe(wanted[i]!.length);
            found.forEach((value, j) => {
              expect(Math.abs(value - wanted[i]![j]!)).toBeLessThan(1e-10 * (1 + Math.abs(value)));
            });
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same bits from every compilation', () => {
    const values = (executable: ReturnType<typeof evaluator.compile>) =>
      new Map(
        [...executable.inputs].map(([name, view]) => [name, view.map((_, i) => Math.sin(i))]),
      );
    const one = evaluator.compile(network(40, 3, 5));
    const other = evaluator.compile(network(40, 3, 5));
    expect(run(one, values(one))).toEqual(run(other, values(other)));
    expect(run(one, values(one))).toEqual(run(other, values(other)));
  });

  it('gives outputs elements of their own: inputs, constants, views and repeats', () => {
    const x = k.input('x', [2]);
    const twice = k.mul(x, k.constant(2));
    const data = k.constant(Float64Array.of(7, 8), [2]);
    const outputs = [x, data, k.constant(5), k.broadcast(x, [2, 2], [0]), twice, twice];
    const executable = evaluator.compile([...outputs, k.reshape(x, [1, 2])]);
    const found = run(executable, new Map([['x', Float64Array.of(1, 3)]]));
    executable.inputs.get('x')!.fill(9);
    expect(found.map((value) => [...value])).toEqual([
      [1, 3],
      [7, 8],
      [5],
      [1, 1, 3, 3],
      [2, 6],
      [2, 6],
      [1, 3],
    ]);
    expect([...executable.outputs[0]!]).toEqual([1, 3]);
  });

  it('keeps the sign of zero and infinite literals', () => {
    const x = k.input('x', []);
    const outputs = [k.div(x, k.constant(-0)), k.minimum(x, k.constant(-Infinity))];
    const found = run(evaluator.compile(outputs), new Map([['x', Float64Array.of(1)]]));
    expect(found.map(([value]) => value)).toEqual([-Infinity, -Infinity]);
  });

  it('splits straight-line code that would be too long', () => {
    const x = k.input('x', [3]);
    let node = x;
    for (let i = 0; i < 700; i++) node = k.add(k.sin(node), k.constant(i / 700));
    const found = run(evaluator.compile([node]), new Map([['x', Float64Array.of(1, 2, 3)]]));
    expect(found).toEqual(k.evaluate([node], new Map([['x', Float64Array.of(1, 2, 3)]])));
  });

  it('refuses one name for two shapes', () => {
    const sum = k.add(k.input('x', []), k.sum(k.input('x', [2])));
    expect(() => evaluator.compile([sum])).toThrow('input x has two shapes');
  });
});
