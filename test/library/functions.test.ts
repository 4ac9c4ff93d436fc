import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../src/base/numeric/special.js';
import { constant, evaluate } from '../../src/expression/index.js';
import { findFunction, functions, type SupportKind } from '../../src/library/index.js';
import { valueNode } from './reference.js';

function call(name: string, ...args: (number | number[])[]): number[] {
  const found = findFunction(name, args.length)!;
  return [...evaluate([found.build(args.map(valueNode))])[0]!];
}

describe('functions', () => {
  it('each name and number of arguments is there once', () => {
    const keys = functions.map(({ name, arity }) => `${name}/${String(arity)}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(findFunction('max', 1)?.kind).toBe('reduction');
    expect(findFunction('max', 2)?.kind).toBe('elementwise');
    expect(findFunction('max', 3)).toBeUndefined();
  });

  const reals = [-1.7, -0.2, 0.4, 3];
  const unary: [string, (x: number) => number][] = [
    ['exp', Math.exp],
    ['expm1', Math.expm1],
    ['square', (x) => x * x],
    ['abs', Math.abs],
    ['sign', Math.sign],
    ['tanh', Math.tanh],
    ['sigmoid', (x) => 1 / (1 + Math.exp(-x))],
    ['inv_logit', (x) => 1 / (1 + Math.exp(-x))],
    ['softplus', (x) => Math.log1p(Math.exp(x))],
    ['relu', (x) => Math.max(x, 0)],
    ['sin', Math.sin],
    ['cos', Math.cos],
    ['Phi', normalCdf],
    ['floor', Math.floor],
    ['ceil', Math.ceil],
  ];
  it.each(unary)('%s', (name, exact) => {
    call(name, reals).forEach((value, i) => {
      expect(value).toBeCloseTo(exact(reals[i]!), 14);
    });
  });

  it('functions of positive numbers', () => {
    expect(call('log', [1, Math.E])).toEqual([0, 1]);
    expect(call('log1p', [0])).toEqual([0]);
    expect(call('sqrt', [4, 9])).toEqual([2, 3]);
    expect(call('logit', [0.5, 0.75])[1]).toBeCloseTo(Math.log(3), 14);
    expect(call('lgamma', [5])[0]).toBeCloseTo(Math.log(24), 13);
    expect(call('digamma', [1])[0]).toBeCloseTo(-0.5772156649015329, 14);
    expect(call('log_Phi', [-40])[0]).toBeCloseTo(-804.6084420137538, 10);
    expect(call('atan', [1])[0]).toBeCloseTo(Math.PI / 4, 15);
    expect(call('erf', [0.5])[0]).toBeCloseTo(0.5204998778130465, 14);
  });

  it('functions of two arguments and of all elements', () => {
    expect(call('max', [1, 5], [3, 2])).toEqual([3, 5]);
    expect(call('min', [1, 5], 3)).toEqual([1, 3]);
    expect(call('pow', [2, 3], 3)).toEqual([8, 27]);
    expect(call('max', reals)).toEqual([3]);
    expect(call('min', reals)).toEqual([-1.7]);
    expect(call('max', 2)).toEqual([2]);
    expect(call('sum', [1, 2, 4])).toEqual([7]);
    expect(call('mean', [1, 2, 6])).toEqual([3]);
    expect(call('sd', [1, 3])[0]).toBeCloseTo(Math.SQRT2, 14);
    expect(call('count', [0, 1, -2, 0])).toEqual([2]);
    expect(call('log_sum_exp', [1000, 1000])[0]).toBeCloseTo(1000 + Math.LN2, 12);
    expect(call('softmax', [0, Math.log(3)])[1]).toBeCloseTo(0.75, 14);
    expect(call('dot', [1, 2], [3, 4])).toEqual([11]);
  });

  it('reductions read arrays of any rank', () => {
    const matrix = constant(Float64Array.of(1, 2, 3, 4), [2, 2]);
    for (const [name, value] of [
      ['max', 4],
      ['min', 1],
      ['sum', 10],
      ['mean', 2.5],
    ] as const) {
      const node = findFunction(name, 1)!.build([matrix]);
      expect(node.shape).toEqual([]);
      expect(evaluate([node])[0]![0]).toBe(value);
    }
  });

  it('no value leaves the support that is declared', () => {
    const examples: Partial<Record<SupportKind, number[]>> = {
      real: [-3, -0.5, 0.5, 3],
      positive: [0.01, 0.7, 1, 12],
      unit: [0.01, 0.5, 0.99],
      bool: [0, 1],
      count: [0, 1, 7],
    };
    const inside: Record<string, (x: number) => boolean> = {
      positive: (x) => x >= 0,
      unit: (x) => x >= 0 && x <= 1,
      bool: (x) => x === 0 || x === 1,
      count: (x) => x >= 0 && Number.isInteger(x),
    };
    const two = [[{ kind: 'fixed', size: 1 }], [{ kind: 'fixed', size: 1 }]] as const;
    for (const { name, kind, arity, support, dimensions } of functions) {
      // Those of matrices alone say real, or what their argument is.
      if (typeof dimensions?.(two.slice(0, arity)) === 'string') continue;
      for (const [first, values] of Object.entries(examples) as [SupportKind, number[]][]) {
        for (const [second, others] of Object.entries(examples) as [SupportKind, number[]][]) {
          const declared = support([first, second].slice(0, arity));
          const test = inside[declared];
          if (test === undefined) continue;
          for (const a of values) {
            for (const b of others) {
              const args = kind === 'structural' ? [[a], [b]] : [a, b];
              const found = call(name, ...args.slice(0, arity)).filter((v) => !Number.isNaN(v));
              expect(found.every(test), `${name}(${String(a)}, ${String(b)})`).toBe(true);
            }
          }
        }
      }
    }
  });
});
