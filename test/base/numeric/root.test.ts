import { describe, expect, it } from 'vitest';
import { rootBetween } from '../../../src/base/numeric/root.js';

/** A root, and how many values of the function it took. */
function found(from: number, to: number, f: (x: number) => number) {
  let count = 0;
  const counted = (x: number) => {
    count++;
    return f(x);
  };
  return { x: rootBetween([from, f(from)], [to, f(to)], counted), count: () => count };
}

describe('a root between two points', () => {
  it.each<[string, number, number, (x: number) => number, number]>([
    ['of a line', 0, 3, (x) => 1 - x, 1],
    ['of a cubic', -1, 4, (x) => x ** 3 - 2, Math.cbrt(2)],
    ['of a steep end', 1, 50, (x) => 1e-8 - Math.exp(-x), 8 * Math.LN10],
    ['near the first end', 9, 40, (x) => 9 + 1e-9 - x, 9 + 1e-9],
    ['where the far end is infinite', 1, 0, (x) => Math.log(x) + 20, Math.exp(-20)],
  ])('%s', (_, from, to, f, expected) => {
    const { x, count } = found(from, to, f);
    const scale = Math.max(Math.abs(expected - from) * 1e-12, Math.abs(expected) * 1e-15);
    expect(Math.abs(x - expected)).toBeLessThan(scale);
    expect(count()).toBeLessThan(60);
  });

  it('takes a few values where a function is smooth', () => {
    expect(found(0, 2, (x) => Math.exp(-x) - 0.3).count()).toBeLessThan(10);
  });
});
