import { describe, expect, it } from 'vitest';
import { kinksOf } from '../../../src/compiler/5-assign/kinks.js';
import {
  abs,
  add,
  constant,
  input,
  matmul,
  maximum,
  minimum,
  mul,
  neg,
  reshape,
  sub,
  sum,
  tanh,
  type Node,
} from '../../../src/expression/index.js';

const design = constant(Float64Array.of(1, 2, 3, 4, 5, 6), [3, 2]);
const w = input('w', [2]);
const [gamma, lambda, slope] = ['gamma', 'lambda', 'slope'].map((name) => input(name, []));
/** What goes in. */
const x = add(reshape(matmul(design, reshape(w, [2, 1])), [3]), input('bias', []));

const kinks = (...of: readonly Node[]) =>
  kinksOf(
    of.map((node) => sum(node)),
    w,
    new Map(),
  );

describe('the kinks of a function of an unknown', () => {
  it('are the places in what goes into it', () => {
    const tent = maximum(sub(lambda!, abs(sub(x, gamma!))), constant(0));
    expect(kinks(maximum(x, constant(0)))).toEqual(['0']);
    expect(kinks(add(maximum(x, constant(0)), tent))).toEqual(['0', 'gamma', 'gamma +- lambda']);
    expect(kinks(add(abs(x), minimum(constant(1), x)))).toEqual(['0', '1']);
    expect(kinks(add(x, abs(add(neg(mul(slope!, x)), gamma!))), tanh(x))).toHaveLength(1);
  });
  it('are none where nothing bends', () => {
    expect(kinks(tanh(x))).toEqual([]);
    expect(kinks(maximum(gamma!, lambda!))).toEqual([]);
  });
  it('are told by the function where no value can be', () => {
    expect(kinks(maximum(x, tanh(x)))).toEqual(['a max of two moving terms']);
  });
});
