import { describe, expect, it } from 'vitest';
import { families, findFamily, type ElementFamily } from '../../src/library/index.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { continuousLaw, distance, MOST, ONTO, STATISTIC } from './law.js';

const PROPER: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [
    [0, -0.5],
    [7, -2],
  ],
  gamma: [
    [2, -3],
    [-0.6, -0.1],
  ],
  inv_gamma: [
    [-3, -1],
    [-1.4, -20],
  ],
  beta: [
    [3, 0.5],
    [-0.5, -0.7],
  ],
  truncated_normal: [
    [1, -0.5],
    [-2, -0.5],
    [-60, -2],
    [30, -1],
    [0, -2],
  ],
  unit_truncated_normal: [
    [0, 0],
    [3, -1],
    [-4, -0.5],
    [40, -30],
    [-20, -300],
    [900, -300],
    [-3, 2],
    [2, 3],
    [50, 0],
  ],
  generalized_inverse_gaussian: [
    [-1.5, -1, -2],
    [3, -0.5, -0.01],
    [-1, -0.3, -0.3],
    [-9, -4, -0.001],
    [-0.5, -50, -40],
    [0.5, -2, 0],
    [-3, 0, -2],
  ],
  root_generalized_inverse_gaussian: [
    [-20, -0.5, -30],
    [-5, 0, -3],
    [2, -1, 0],
    [-1, -1, -1e-4],
  ],
};

const IMPROPER: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [
    [1, 0],
    [0, 0.5],
    [NaN, -1],
    [0, -Infinity],
  ],
  gamma: [
    [-1, -1],
    [2, 0],
    [2, 1],
  ],
  inv_gamma: [
    [-1, -1],
    [-3, 0],
    [NaN, -1],
  ],
  beta: [
    [-1, 0],
    [0, -1.5],
  ],
  truncated_normal: [[1, 0]],
  unit_truncated_normal: [[NaN, 0]],
  generalized_inverse_gaussian: [
    [-1, 0, 0],
    [-1, -1, 0],
    [-1, 0, -1],
    [0, 1, -1],
  ],
  root_generalized_inverse_gaussian: [
    [-1, 0, -1],
    [-1, -1, 0],
  ],
};

/** The law that the natural parameters say, normalised by quadrature. */
function lawOf(family: ElementFamily, eta: readonly number[]) {
  const exponents = (x: Float64Array) =>
    x.map((v) =>
      family.statistics.reduce(
        (sum, name, k) => sum + (eta[k] === 0 ? 0 : eta[k]! * STATISTIC[name]!(v)),
        0,
      ),
    );
  const onto = ONTO[family.support as keyof typeof ONTO];
  let shift = -Infinity;
  const unnormalised = continuousLaw(onto, (x) => {
    const values = exponents(x);
    // The jacobian is left out of the shift: only the order of magnitude matters.
    shift = values.reduce(
      (most, v) => (Number.isFinite(v) && Math.abs(v) < 1e6 ? Math.max(most, v) : most),
      -Infinity,
    );
    return values.map((v) => Math.exp(v - shift));
  });
  const { cumulative, total } = unnormalised;
  return { ...unnormalised, cumulative: cumulative.map((c) => c / total), total: 1 };
}

const elementFamilies = families.filter((family) => family.of === 'elements');

function elementFamily(wanted: string): ElementFamily {
  return elementFamilies.find(({ name }) => name === wanted)!;
}

/** Those of vectors are drawn as their distributions are: see the last test. */
const proper = elementFamilies
  .filter(({ join }) => join === undefined)
  .flatMap((family) =>
    PROPER[family.name]!.map((eta) => [`${family.name}(${eta.join(', ')})`, family, eta] as const),
  );

describe('families', () => {
  it.each(proper)('%s is drawn as its statistics say', (label, family, eta) => {
    const parameters = family.parameters(eta)!;
    expect(parameters).toHaveLength(family.parameterNames.length);
    const law = lawOf(family, eta);
    expect(distance(law, (s) => family.sample(s, parameters), label)).toBeLessThan(MOST);
  });

  it('a planted fault is caught', () => {
    const family = elementFamily('generalized_inverse_gaussian');
    const law = lawOf(family, [-1.5, -1, -2]);
    const wrong = family.parameters([-1.5, -1.1, -2])!;
    expect(distance(law, (s) => family.sample(s, wrong), 'fault')).toBeGreaterThan(MOST);
  });

  it.each(Object.entries(IMPROPER))('%s refuses what has no finite integral', (name, rows) => {
    const family = elementFamily(name);
    for (const eta of rows) expect(family.parameters(eta), eta.join()).toBeUndefined();
  });

  it('a Dirichlet vector is joined of its elements', () => {
    const family = elementFamily('dirichlet');
    const alpha = [0.4, 1.7, 3];
    const stream = new RandomStream('families', 'dirichlet');
    const draws = Array.from({ length: 20_000 }, () => {
      const vector = Float64Array.from(alpha, (a) =>
        family.sample(stream, family.parameters([a - 1])!),
      );
      family.join!(vector);
      return vector;
    });
    const sum = alpha.reduce((a, b) => a + b);
    alpha.forEach((a, k) => {
      const mean = a / sum;
      const sd = Math.sqrt((mean * (1 - mean)) / (sum + 1));
      const found = draws.reduce((total, vector) => total + vector[k]!, 0) / draws.length;
      const square = draws.reduce((total, v) => total + (v[k]! - mean) ** 2, 0) / draws.length;
      expect(Math.abs(found - mean)).toBeLessThan((4.5 * sd) / Math.sqrt(draws.length));
      expect(Math.abs(square / sd ** 2 - 1)).toBeLessThan(0.06);
    });
    expect(family.parameters([-1])).toBeUndefined();
  });

  it('far tails neither hang nor leave the support', () => {
    const draw = (name: string, eta: number[]) => {
      const family = elementFamily(name);
      let drawn = 0;
      distance(
        lawOf(family, PROPER[name]![0]!),
        (s) => (drawn = family.sample(s, family.parameters(eta)!)),
        name,
      );
      return drawn;
    };
    expect(draw('truncated_normal', [-1e6, -0.5])).toBeGreaterThan(0);
    expect(draw('truncated_normal', [-1e6, -0.5])).toBeLessThan(1e-4);
    expect(draw('generalized_inverse_gaussian', [-1.5, -1, -1e-200])).toBeGreaterThan(0);
    expect(draw('generalized_inverse_gaussian', [300, -1e-8, -1e8])).toBeLessThan(Infinity);
    expect(draw('unit_truncated_normal', [1e5, -10])).toBeLessThan(1);
    expect(draw('beta', [-0.999, -0.999])).toBeGreaterThan(0);
  });
});

describe('findFamily', () => {
  it.each([
    [['x'], 'real', 'normal'],
    [['x^2'], 'real', 'normal'],
    [['x'], 'positive', 'gamma'],
    [['log(x)', 'x'], 'positive', 'gamma'],
    [['log(x)', 'x^-1'], 'positive', 'inv_gamma'],
    [['x', 'x^2'], 'positive', 'truncated_normal'],
    [['x', 'x^-1'], 'positive', 'generalized_inverse_gaussian'],
    [['log(x)', 'x^-2'], 'positive', 'root_generalized_inverse_gaussian'],
    [['log(x)'], 'unit', 'beta'],
    [['x^2'], 'unit', 'unit_truncated_normal'],
    [['logdet(x)', 'inverse(x)'], 'covariance', 'inv_wishart'],
    [['x'], 'covariance', 'wishart'],
    [['inverse(x)', 'x'], 'covariance', undefined],
    [['x', 'log(x)'], 'real', undefined],
    [['x^3'], 'real', undefined],
  ] as const)('%j on %s is %s', (statistics, support, name) => {
    expect(findFamily(statistics, support)?.name).toBe(name);
  });
});

describe('describe', () => {
  it.each([
    [
      'inv_gamma',
      ['-1 - shape - 50 / 2', '-(sum(abs(w))) - rate'],
      'inv_gamma(shape + 50 / 2, (sum(abs(w))) + rate)',
    ],
    ['inv_gamma', ['-3 - 0.5 * n', '-1 - 0.5 * s'], 'inv_gamma(0.5 * n + 2, 0.5 * s + 1)'],
    ['gamma', ['a - 1 + n', '-b - sum(x)'], 'gamma(a + n, b + sum(x))'],
    ['beta', ['0', '9 - sum(z)'], 'beta(1, 10 - sum(z))'],
    ['normal', ['0', '-0.5'], 'normal(0, precision = 1)'],
    [
      'normal',
      ['m / v + sum(y)', '-0.5 / v'],
      'normal((m / v + sum(y)) / (1 / v), precision = 1 / v)',
    ],
    [
      'normal',
      ['a', '-0.5 * n / v - 0.5 - k'],
      'normal(a / (n / v + 2 * k + 1), precision = n / v + 2 * k + 1)',
    ],
    ['truncated_normal', ['a', '-2'], 'truncated(normal(a / 4, precision = 4), lower = 0)'],
    [
      'unit_truncated_normal',
      ['a', '-2'],
      'truncated(normal(a / 4, precision = 4), lower = 0, upper = 1)',
    ],
    [
      'inv_wishart',
      ['-0.5 * (nu + 4) - 0.5 * n', "-0.5 * S - 0.5 * r' @ r"],
      "inv_wishart(nu + n, S + r' @ r)",
    ],
    ['wishart', ['0.5 * (nu - 4) + 3', '-0.5 * S - R'], 'wishart(nu + 6, (S + 2 * R)^-1)'],
  ])('%s of %j', (name, eta, text) => {
    expect(families.find((candidate) => candidate.name === name)!.describe(eta, 3)).toBe(text);
  });
});
