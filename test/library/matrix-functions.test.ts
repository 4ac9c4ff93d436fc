import { describe, expect, it } from 'vitest';
import { constant, evaluate, sizeOf, type Node } from '../../src/expression/index.js';
import { findFunction } from '../../src/library/index.js';

function call(name: string, ...args: readonly Node[]): Node {
  return findFunction(name, args.length)!.build(args);
}

const line = (...values: number[]) => constant(Float64Array.from(values));
const grid = (columns: number, ...values: number[]) =>
  constant(Float64Array.from(values), [values.length / columns, columns]);
const A = grid(2, 4, 2, 2, 5);

function expectValues(found: Node, shape: readonly number[], values: readonly number[]): void {
  expect(found.shape).toEqual(shape);
  const [numbers] = evaluate([found]);
  expect(numbers!.length).toBe(sizeOf(shape));
  values.forEach((exact, i) => {
    expect(numbers![i]).toBeCloseTo(exact, 12);
  });
}

describe('functions of matrices', () => {
  const cases: [string, Node[], number[], number[]][] = [
    ['transpose', [grid(3, 1, 2, 3, 4, 5, 6)], [3, 2], [1, 4, 2, 5, 3, 6]],
    ['diag', [line(2, 3)], [2, 2], [2, 0, 0, 3]],
    ['diag', [A], [2], [4, 5]],
    ['outer', [line(1, 2), line(3, 4, 5)], [2, 3], [3, 4, 5, 6, 8, 10]],
    ['diag_pre_multiply', [line(2, 3), grid(2, 1, 2, 3, 4)], [2, 2], [2, 4, 9, 12]],
    ['cholesky', [A], [2, 2], [2, 0, 1, 2]],
    ['inverse_spd', [A], [2, 2], [5 / 16, -2 / 16, -2 / 16, 4 / 16]],
    ['log_det_spd', [A], [], [Math.log(16)]],
    ['solve_spd', [A, line(8, 9)], [2], [22 / 16, 20 / 16]],
    ['solve_spd', [A, grid(1, 8, 9)], [2, 1], [22 / 16, 20 / 16]],
  ];
  it.each(cases)('%s', (name, args, shape, values) => {
    expectValues(call(name, ...args), shape, values);
    const dimensions = findFunction(name, args.length)!.dimensions!(
      args.map((arg) => arg.shape.map((size) => ({ kind: 'fixed', size }) as const)),
    );
    expect(dimensions).toEqual(shape.map((size) => ({ kind: 'fixed', size })));
  });

  const refused: [string, number[][]][] = [
    ['transpose', [[3]]],
    ['diag', [[2, 3]]],
    ['outer', [[2], [2, 2]]],
    ['diag_pre_multiply', [[2], [3, 2]]],
    ['cholesky', [[2, 3]]],
    ['inverse_spd', [[2]]],
    ['solve_spd', [[2, 2], [3]]],
    ['dot', [[2], [3]]],
    ['gp_exp_quad', [[2], [2], []]],
    ['gp_linear', [[], [], []]],
  ];
  it.each(refused)('%s does not take %j', (name, shapes) => {
    const dimensions = findFunction(name, shapes.length)!.dimensions!(
      shapes.map((shape) => shape.map((size) => ({ kind: 'fixed', size }) as const)),
    );
    expect(dimensions).toContain(name);
  });
});

describe('covariances of Gaussian processes', () => {
  const points = [
    [0, 1],
    [0.5, -1],
    [2, 0.3],
  ] as const;
  const x = grid(2, ...points.flat());
  const [a, l, p] = [1.3, 0.8, 2.5];
  const r = (i: number, j: number) =>
    Math.hypot(points[i]![0] - points[j]![0], points[i]![1] - points[j]![1]);
  const waves = (i: number, j: number) =>
    [0, 1].reduce(
      (sum, d) => sum + Math.sin((Math.PI * (points[i]![d]! - points[j]![d]!)) / p) ** 2,
      0,
    );
  const z = (root: number, i: number, j: number) => (Math.sqrt(root) * r(i, j)) / l;
  const kernels: [string, number[], (i: number, j: number) => number][] = [
    ['gp_exp_quad', [a, l], (i, j) => a * a * Math.exp(-(r(i, j) ** 2) / (2 * l * l))],
    ['gp_exponential', [a, l], (i, j) => a * a * Math.exp(-r(i, j) / l)],
    ['gp_matern32', [a, l], (i, j) => a * a * (1 + z(3, i, j)) * Math.exp(-z(3, i, j))],
    [
      'gp_matern52',
      [a, l],
      (i, j) => a * a * (1 + z(5, i, j) + z(5, i, j) ** 2 / 3) * Math.exp(-z(5, i, j)),
    ],
    ['gp_periodic', [a, l, p], (i, j) => a * a * Math.exp((-2 * waves(i, j)) / (l * l))],
    [
      'gp_linear',
      [a, l],
      (i, j) => l * l + a * a * (points[i]![0] * points[j]![0] + points[i]![1] * points[j]![1]),
    ],
  ];
  it.each(kernels)('%s', (name, parameters, kernel) => {
    const given = parameters.map((value) => constant(value));
    const exact = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => kernel(i, j)));
    expectValues(call(name, x, ...given), [3, 3], exact);
    const raised = exact.map((value, k) => (k % 4 === 0 ? value + 0.1 : value));
    const covariance = call(name, x, ...given, constant(0.1));
    expectValues(covariance, [3, 3], raised);
    const [factor] = evaluate([call('cholesky', covariance)]);
    expect([...factor!].every(Number.isFinite)).toBe(true);
    expect(call(name, line(1, 2, 3, 4), ...given).shape).toEqual([4, 4]);
  });
});
