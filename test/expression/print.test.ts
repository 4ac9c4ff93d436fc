import { describe, expect, it } from 'vitest';
import * as k from '../../src/expression/index.js';

const a = k.input('a', []);
const b = k.input('b', []);
const c = k.input('c', []);
const y = k.constant(new Float64Array(4), [4], 'y');
const f = k.input('f', [4]);
const m = k.input('m', [4, 4]);
const county = k.constant(Float64Array.of(0, 1), [2], 'county');

describe('print', () => {
  it.each<[k.Node, string]>([
    [k.mul(k.constant(0.5), k.sum(k.square(k.sub(y, f)))), '0.5 * sum((y - f)^2)'],
    [k.sub(a, k.sub(b, c)), 'a - (b - c)'],
    [k.add(k.add(a, b), k.mul(b, c)), 'a + b + b * c'],
    [k.mul(k.add(a, b), c), '(a + b) * c'],
    [k.div(a, k.mul(b, c)), 'a / (b * c)'],
    [k.neg(k.mul(a, b)), '-a * b'],
    [k.square(k.neg(a)), '(-a)^2'],
    [k.pow(a, k.constant(-0.5)), 'a^(-0.5)'],
    [k.square(k.square(a)), '(a^2)^2'],
    [k.sub(a, k.constant(-2)), 'a - -2'],
    [k.gather(f, county), 'f[county]'],
    [k.scatterAdd(k.gather(f, county), county, 4), 'sum(f[county], by county)'],
    [k.sum(m, [0]), 'sum(m, axis 1)'],
    [k.matmul(m, f), 'm @ f'],
    [k.matmul(k.transpose(m), k.add(m, m)), "m' @ (m + m)"],
    [k.add(m, k.broadcast(f, [4, 4], [1])), 'm + f'],
    [k.slice(f, 0, 1, 3), 'f[2:3]'],
    [k.select(k.lessThan(a, b), a, b), 'if a < b then a else b'],
    [k.maximum(k.tanh(a), b), 'max(tanh(a), b)'],
    [k.constant(1 / 3), '0.333333'],
    [k.constant(new Float64Array(6), [2, 3]), 'data[2, 3]'],
    [k.log(k.constant(3, [], 'n')), 'log(n)'],
  ])('%#: %s', (node, text) => {
    expect(k.print(node)).toBe(text);
  });

  it('uses the names it is given', () => {
    const mean = k.add(a, b);
    expect(k.print(k.exp(mean), new Map([[mean, 'mean']]))).toBe('exp(mean)');
  });

  it('leaves the deepest parts out of a long text, without expanding what is shared', () => {
    let node = a;
    for (let i = 0; i < 200; i++) node = k.add(k.sin(node), k.mul(node, b));
    const text = k.print(node, new Map(), 60);
    expect(text.length).toBeLessThanOrEqual(60);
    expect(text).toMatch(/^sin\(.*…/);
  });
});
