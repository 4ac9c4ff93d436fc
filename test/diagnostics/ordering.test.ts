import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ordering } from '../../src/diagnostics/ordering.js';

it('orders any numbers as a typed array sorts them, ties by position', () => {
  fc.assert(
    fc.property(fc.float64Array({ minLength: 1, maxLength: 50 }), (values) => {
      const order = new Ordering(values.length).positions(values);
      const sorted = Float64Array.from(order, (position) => values[position]!);
      expect(sorted).toEqual(values.slice().sort());
      expect(new Set(order).size).toBe(values.length);
    }),
  );
});

it('keeps ties in their order and serves many samples', () => {
  const ordering = new Ordering(5);
  expect([...ordering.positions(Float64Array.of(2, 1, 2, -1, 1))]).toEqual([3, 1, 4, 0, 2]);
  expect([...ordering.positions(Float64Array.of(0, 1, 2, 3, 4))]).toEqual([0, 1, 2, 3, 4]);
});
