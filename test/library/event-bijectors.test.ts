import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constant, evaluate, gradient, input, slice, sum } from '../../src/expression/index.js';
import { bijectorOf, type Support } from '../../src/library/index.js';

interface Case {
  readonly label: string;
  readonly support: Support;
  /** Of a value, without plates. */
  readonly event: readonly number[];
  /** Places of the elements by which volumes are taken, in the flattened value. */
  readonly free: readonly number[];
  /** What holds for every value, up to rounding. */
  holds(x: readonly number[]): void;
}

const vector = (size: number) => Array.from({ length: size }, (_, i) => i);
const below = (size: number, diagonal: boolean) =>
  vector(size).flatMap((i) => vector(diagonal ? i + 1 : i).map((j) => i * size + j));

function increases(x: readonly number[]): void {
  for (let i = 1; i < x.length; i++) expect(x[i]! - x[i - 1]!).toBeGreaterThanOrEqual(0);
}

function isSymmetric(x: readonly number[]): void {
  const size = Math.sqrt(x.length);
  for (const i of vector(size)) {
    for (const j of vector(i)) expect(x[i * size + j]).toBeCloseTo(x[j * size + i]!, 12);
  }
}

function rowLengths(x: readonly number[]): number[] {
  const size = Math.sqrt(x.length);
  return vector(size).map((i) =>
    vector(size).reduce((total, j) => total + x[i * size + j]! ** 2, 0),
  );
}

function hasUnitDiagonal(x: readonly number[]): void {
  const size = Math.sqrt(x.length);
  for (const i of vector(size)) expect(x[i * size + i]).toBeCloseTo(1, 12);
}

const ends = { kind: 'interval', lower: constant(-2), upper: constant(7) } as const;
const cases: Case[] = [
  {
    label: 'ordered',
    support: { kind: 'ordered', of: { kind: 'real' } },
    ...{ event: [4], free: vector(4), holds: increases },
  },
  {
    label: 'ordered and positive',
    support: { kind: 'ordered', of: { kind: 'positive' } },
    event: [3],
    free: vector(3),
    holds(x) {
      increases(x);
      expect(x[0]).toBeGreaterThan(0);
    },
  },
  {
    label: 'ordered in an interval',
    support: { kind: 'ordered', of: ends },
    event: [3],
    free: vector(3),
    holds(x) {
      increases(x);
      expect(x[0]).toBeGreaterThanOrEqual(-2);
      expect(x[2]).toBeLessThanOrEqual(7);
    },
  },
  {
    label: 'simplex',
    support: { kind: 'simplex' },
    event: [4],
    free: vector(3),
    holds(x) {
      expect(x.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      for (const share of x) expect(share).toBeGreaterThan(0);
    },
  },
  {
    label: 'cholesky_correlation',
    support: { kind: 'cholesky_correlation' },
    event: [3, 3],
    free: below(3, false),
    holds(x) {
      for (const length of rowLengths(x)) expect(length).toBeCloseTo(1, 12);
      for (const place of [1, 2, 5]) expect(x[place]).toBe(0);
      for (const place of [0, 4, 8]) expect(x[place]).toBeGreaterThan(0);
    },
  },
  {
    label: 'correlation',
    support: { kind: 'correlation' },
    event: [4, 4],
    free: below(4, false),
    holds(x) {
      hasUnitDiagonal(x);
      isSymmetric(x);
    },
  },
  {
    label: 'covariance',
    support: { kind: 'covariance' },
    ...{ event: [3, 3], free: below(3, true), holds: isSymmetric },
  },
];

describe.each(cases)('$label', ({ support, event, free, holds }) => {
  const bijector = bijectorOf(support);
  const shape = bijector.coordinates(event);
  const size = shape[0]!;
  const points = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
    minLength: size,
    maxLength: size,
  });
  const u = input('u', shape);
  const x = bijector.forward(u);
  const at = (node: typeof u, given: readonly number[]) => [
    ...evaluate([node], new Map([['u', Float64Array.from(given)]]))[0]!,
  ];

  it('has as many coordinates as free elements, and values in the support', () => {
    expect(size).toBe(free.length);
    expect(x.shape).toEqual(event);
    fc.assert(
      fc.property(points, (given) => {
        holds(at(x, given));
      }),
    );
  });

  it('is undone by its inverse', () => {
    const back = bijector.inverseNode(input('x', event));
    fc.assert(
      fc.property(points, (given) => {
        const value = Float64Array.from(at(x, given));
        const [again] = evaluate([back], new Map([['x', value]]));
        given.forEach((exact, i) => {
          expect(again![i]).toBeCloseTo(exact, 7);
        });
      }),
    );
  });

  it('has the determinant of its matrix of derivatives', () => {
    const flat = free.map((place) => {
      const axes =
        event.length === 1 ? [place] : [Math.floor(place / event[0]!), place % event[0]!];
      const element = axes.reduce((node, k, axis) => slice(node, axis, k, k + 1), x);
      return sum(element);
    });
    const rows = flat.map((element) => gradient(element, [u])[0]!);
    const logDet = bijector.logDetJacobian(u);
    expect(logDet.shape).toEqual([]);
    fc.assert(
      fc.property(points, (given) => {
        const [found, ...jacobian] = evaluate(
          [logDet, ...rows],
          new Map([['u', Float64Array.from(given)]]),
        );
        const spread = jacobian.map((row) =>
          Array.from({ length: size }, (_, i) => row[i] ?? row[0]!),
        );
        expect(found![0]).toBeCloseTo(logAbsDeterminant(spread), 8);
      }),
      { numRuns: 40 },
    );
  });

  it('takes each plate by itself', () => {
    const two = input('u', [2, ...shape]);
    const [one, other] = [
      vector(size).map((i) => 0.3 * i - 0.5),
      vector(size).map((i) => 0.7 - 0.3 * i),
    ];
    const both = [...one, ...other];
    expect(bijector.coordinates([2, ...event])).toEqual([2, ...shape]);
    const close = (found: readonly number[], exact: readonly number[]) => {
      expect(found.length).toBe(exact.length);
      found.forEach((value, i) => {
        expect(value).toBeCloseTo(exact[i]!, 10);
      });
    };
    close(at(bijector.forward(two), both), [...at(x, one), ...at(x, other)]);
    const logDet = bijector.logDetJacobian(u);
    close(at(bijector.logDetJacobian(two), both), [...at(logDet, one), ...at(logDet, other)]);
    const back = bijector.inverseNode(bijector.forward(two));
    close(at(back, both), both);
  });
});

/** By elimination with the largest pivot of each column. */
function logAbsDeterminant(matrix: readonly (readonly number[])[]): number {
  let rows = matrix.map((row) => [...row]);
  let total = 0;
  while (rows.length > 0) {
    rows.sort((a, b) => Math.abs(b[0]!) - Math.abs(a[0]!));
    const [pivot, ...others] = rows as [number[], ...number[][]];
    total += Math.log(Math.abs(pivot[0]!));
    rows = others.map((row) => row.map((v, j) => v - (row[0]! / pivot[0]!) * pivot[j]!).slice(1));
  }
  return total;
}
