import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import type { FittedSupport } from '../../src/base/fitted-quantity.js';
import { constant, constantValues, input, type Node } from '../../src/expression/index.js';
import {
  bijectorOf,
  distributions,
  fittedLaw,
  mixtureOf,
  modifiers,
  type Distribution,
} from '../../src/library/index.js';

/** A number, or an array with its shape. */
export type Value =
  number | { readonly values: readonly number[]; readonly shape: readonly number[] };

const vector = (...values: number[]): Value => ({ values, shape: [values.length] });
const matrix = (size: number, ...values: number[]): Value => ({
  values,
  shape: [size, size],
});

/** A distribution with an event at some parameters, small enough for quadrature. */
export interface EventCase {
  readonly label: string;
  readonly distribution: Distribution;
  readonly parameters: readonly Value[];
  readonly event: readonly number[];
}

const COV = matrix(2, 2, 0.6, 0.6, 0.5);

const SETTINGS: readonly (readonly [string, readonly number[], readonly Value[]])[] = [
  ['dirichlet', [2], [vector(0.7, 2)]],
  ['dirichlet', [3], [vector(1.5, 0.8, 2.5)]],
  ['multi_normal', [2], [vector(0.5, -1), COV]],
  ['multi_laplace', [1], [vector(0.5), 1.4]],
  ['multi_laplace', [2], [vector(0.5, -1), 0.8]],
  ['multi_laplace', [3], [vector(0, 0.5, -1), 0.8]],
  ['multi_student_t', [2], [5.5, vector(0.5, -1), COV]],
  ['lkj_corr', [2, 2], [1.7]],
  ['lkj_corr', [3, 3], [0.8]],
  ['lkj_corr_cholesky', [2, 2], [0.6]],
  ['lkj_corr_cholesky', [3, 3], [2]],
  ['wishart', [2, 2], [4.5, COV]],
  ['inv_wishart', [2, 2], [14.5, matrix(2, 30, 8, 8, 20)]],
];

export const continuousCases: readonly EventCase[] = [
  ...SETTINGS.map(([name, event, parameters]) => ({
    label: `${name}, ${event.join(' by ')}`,
    distribution: distributions.get(name)!,
    ...{ parameters, event },
  })),
  ...(
    [
      ['normal', [0.3, 1.4]],
      ['gamma', [2.5, 1.5]],
      ['uniform', [-1, 3]],
    ] as const
  ).map(([name, parameters]) => ({
    label: `ordered(${name})`,
    distribution: modifiers.get('ordered')!.apply(distributions.get(name)!),
    ...{ parameters, event: [2] },
  })),
];

/** Mixtures of two, and of a number of weights. */
const MIXED: readonly (readonly [readonly string[], readonly number[], readonly Value[]])[] = [
  [['multi_normal', 'multi_student_t'], [2], [0.3, vector(0.5, -1), COV, 4, vector(-2, 1), COV]],
  [
    ['dirichlet', 'dirichlet', 'dirichlet'],
    [3],
    [vector(2, 1, 5), vector(1.5, 0.8, 2.5), vector(3, 3, 1), vector(1, 1, 1)],
  ],
];

export const mixedCases: readonly EventCase[] = MIXED.map(([names, event, parameters]) => {
  const components = names.map((name) => {
    const distribution = distributions.get(name)!;
    return { distribution, parameterisation: distribution.parameterisations[0]! };
  });
  const weighting = names.length === 2 ? 'chance' : 'vector';
  const { distribution } = mixtureOf(components, weighting);
  return { label: distribution.name, distribution, parameters, event };
});

/** Laws fitted to earlier runs, of vectors in each kind of set. */
const FITTED: readonly (readonly [string, readonly number[], FittedSupport])[] = [
  ['positive', [2], { kind: 'positive' }],
  ['unit', [2], { kind: 'unit' }],
  ['interval', [2], { kind: 'interval', lower: -1, upper: 3 }],
  ['half line', [2], { kind: 'interval', lower: 2 }],
  ['ordered', [2], { kind: 'ordered', of: { kind: 'real' } }],
  ['simplex', [3], { kind: 'simplex' }],
  ['covariance', [1, 1], { kind: 'covariance' }],
];

export const fittedCases: readonly EventCase[] = FITTED.map(([label, event, support]) => {
  const size = label === 'covariance' ? 1 : 2;
  const law = fittedLaw({
    ...{ run: 'pilot', quantity: 'x', directory: 'runs/a', draws: 100, shape: event, support },
    mean: [0.3, -0.4].slice(0, size),
    ...(size === 1 ? { sd: [0.6] } : { precision: [2.5, 0.9, 0.9, 1.6] }),
  });
  const parameters = law.arguments.map((node): Value => ({
    values: Array.from(constantValues(node)),
    shape: node.shape,
  }));
  return { label: `from_run, ${label}`, distribution: law.distribution, parameters, event };
});

export const discreteCases: readonly EventCase[] = (
  [
    ['multinomial', [6, vector(0.2, 0.5, 0.3)]],
    ['dirichlet_multinomial', [6, vector(0.7, 2, 1.2)]],
  ] as const
).map(([name, parameters]) => ({
  label: name,
  distribution: distributions.get(name)!,
  ...{ parameters, event: [3] },
}));

export function nodeOf(value: Value): Node {
  if (typeof value === 'number') return constant(value);
  return constant(Float64Array.from(value.values), value.shape);
}

export function plain(value: Value): number | Float64Array {
  return typeof value === 'number' ? value : Float64Array.from(value.values);
}

/** Numbers of a value, whose expectations describe a law. */
export function features(x: ArrayLike<number>): number[] {
  const elements = Array.from(x);
  return [
    ...elements,
    ...elements.map((a) => a * a),
    ...elements.flatMap((a, i) => elements.slice(0, i).map((b) => a * b)),
    ...elements.map((a) => 1 / (1 + a * a)),
  ];
}

export interface Expectations {
  /** The integral of the density: 1. */
  readonly total: number;
  readonly features: readonly number[];
  readonly squares: readonly number[];
}

/** By the trapezium rule on coordinates u = sinh(v), where the integrand and all its derivatives die out. */
export function expectations({ distribution, parameters, event }: EventCase): Expectations {
  const given = parameters.map(nodeOf);
  const bijector = bijectorOf(distribution.support(given));
  const dimension = bijector.coordinates(event)[0]!;
  const u = input('u', [dimension]);
  const x = bijector.forward(u);
  const outputs = [distribution.logDensity(x, given), bijector.logDetJacobian(u), x];
  const count = dimension > 2 ? 32 : dimension > 1 ? 100 : 600;
  const reach = dimension > 2 ? 3 : 5;
  const step = (2 * reach) / count;
  const points = count ** dimension;
  let total = 0;
  const sums: number[] = [];
  const squares: number[] = [];
  const executable = evaluator.compile(outputs);
  const at = executable.inputs.get('u')!;
  for (let point = 0; point < points; point++) {
    let mass = step ** dimension;
    for (let d = 0, rest = point; d < dimension; d++, rest = Math.floor(rest / count)) {
      const v = -reach + (rest % count) * step;
      at[d] = Math.sinh(v);
      mass *= Math.cosh(v);
    }
    executable.run();
    const [density, jacobian, value] = executable.outputs;
    mass *= Math.exp(density![0]! + jacobian!.reduce((sum, part) => sum + part, 0));
    if (!(mass > 0)) continue;
    total += mass;
    features(value!).forEach((feature, k) => {
      sums[k] = (sums[k] ?? 0) + mass * feature;
      squares[k] = (squares[k] ?? 0) + mass * feature * feature;
    });
  }
  return { total, features: sums, squares };
}

/** All vectors of counts with a sum. */
export function compositions(total: number, size: number): number[][] {
  if (size === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
    compositions(total - first, size - 1).map((rest) => [first, ...rest]),
  );
}
