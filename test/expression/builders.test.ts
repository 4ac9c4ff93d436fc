import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as k from '../../src/expression/index.js';
import { graphValues, randomGraph } from './random-graph.js';

const x = k.input('x', []);
const v = k.input('v', [3]);
const m = k.input('m', [3, 2]);

describe('builders', () => {
  it('show both shapes of operands that do not fit', () => {
    expect(() => k.add(v, m)).toThrow('add of [3] and [3, 2]: operands have equal shapes');
    expect(() => k.matmul(m, m)).toThrow('matmul of [3, 2] and [3, 2]: inner sizes differ');
    expect(() => k.matmul(v, v)).toThrow('needs at least one matrix');
    expect(() => k.gather(x, v)).toThrow('gather of [] and [3]');
    expect(() => k.pick(m, x)).toThrow('pick of [3, 2] and []');
    expect(() => k.broadcast(v, [2, 4], [1])).toThrow('broadcast of [3]: does not fit [2, 4]');
    expect(() => k.reshape(m, [5])).toThrow('reshape of [3, 2]: does not fit [5]');
    expect(() => k.slice(v, 0, 2, 4)).toThrow('slice of [3]: no positions 2 .. 4 - 1');
    expect(() => k.concat([v, m], 0)).toThrow('concat of [3] and [3, 2]');
    expect(() => k.sum(v, [1])).toThrow('sum of [3]: no axes 1');
    expect(() => k.constant(new Float64Array(2), [3])).toThrow('2 values as [3]');
  });

  it('simplify exactly', () => {
    expect(k.add(v, k.constant(0))).toBe(v);
    expect(k.add(k.constant(0, [3]), v)).toBe(v);
    expect(k.mul(v, k.constant(1, [3]))).toBe(v);
    expect(k.div(v, k.constant(1))).toBe(v);
    expect(k.neg(k.neg(v))).toBe(v);
    expect(k.transpose(k.transpose(m))).toBe(m);
    expect(k.pow(v, k.constant(1))).toBe(v);
    expect(k.scalarValue(k.exp(k.constant(0)))).toBe(1);
    expect(k.matmul(k.transpose(m), v).inputs[0]!.attributes.transposeA).toBe(1);
  });

  it('use a repeated scalar as a scalar', () => {
    const repeated = k.broadcast(x, [3], []);
    expect(k.add(v, repeated).inputs[1]).toBe(x);
    const both = k.mul(repeated, k.constant(2, [3]));
    expect(both.op).toBe('broadcast');
    expect(both.inputs[0]!.shape).toEqual([]);
  });

  it('keep a named constant visible', () => {
    const sigma = k.constant(2, [], 'sigma');
    expect(k.print(k.mul(k.constant(3), sigma))).toBe('3 * sigma');
    expect(k.scalarValue(sigma)).toBe(2);
  });
});

describe('rewriting', () => {
  it('finds the inputs', () => {
    expect([...k.inputsOf(k.add(k.sum(k.mul(v, v)), x))].sort()).toEqual(['v', 'x']);
  });

  it('substitutes by identity and simplifies again', () => {
    const node = k.mul(k.add(v, x), k.exp(x));
    expect(k.print(k.substitute(node, new Map([[x, k.constant(0)]])))).toBe('v');
    expect(() => k.substitute(node, new Map([[x, v]]))).toThrow('shapes differ');
    expect(k.substitute(node, new Map())).toBe(node);
  });

  it('shares equal subexpressions and computes constants once', () => {
    const values = Float64Array.of(1, 2, 3);
    const one = k.mul(k.exp(k.add(x, k.sum(k.constant(values)))), x);
    const other = k.mul(x, k.exp(k.add(k.sum(k.constant(values)), x)));
    const [a, b] = k.simplify([one, other]);
    expect(a).toBe(b);
    expect(k.print(a!)).toBe('exp(x + 6) * x');
    const [named] = k.share([k.sum(k.constant(values, [3], 'w'))]);
    expect(k.print(named!)).toBe('sum(w)');
  });

  it('keeps values on random graphs', () => {
    fc.assert(
      fc.property(randomGraph, graphValues, ({ outputs }, values) => {
        const before = k.evaluate(outputs, values);
        const after = k.evaluate(k.simplify(outputs), values);
        after.forEach((value, i) => {
          value.forEach((element, j) => {
            expect(element).toBeCloseTo(before[i]![j]!, 10);
          });
        });
      }),
    );
  });
});
