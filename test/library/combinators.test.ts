import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { constant, evaluate, gradient, input, sum } from '../../src/expression/index.js';
import {
  distributions,
  isDiscrete,
  mixtureOf,
  truncate,
  type Combined,
  type End,
  type Weighting,
} from '../../src/library/index.js';
import { continuousLaw, discreteLaw, distance, MOST, ONTO, type Law } from './law.js';
import { densities, valueNode, valueOf } from './reference.js';

type Setting = readonly (number | readonly number[])[];

function plain(name: string): Combined {
  const distribution = distributions.get(name)!;
  return { distribution, parameterisation: distribution.parameterisations[0]! };
}
const cut = (name: string, ...ends: End[]) => truncate(plain(name), ends);
const mixed = (weighting: Weighting, ...names: string[]) => mixtureOf(names.map(plain), weighting);

const cases: [Combined, Setting][] = [
  [cut('normal', 'lower'), [0, 1, 0]],
  [cut('normal', 'lower'), [0, 1, 9]],
  [cut('normal', 'upper'), [3, 2, -14]],
  [cut('normal', 'lower', 'upper'), [1, 2, 0.5, 0.75]],
  [cut('normal', 'lower', 'upper'), [0, 1, 6, 6.5]],
  [cut('cauchy', 'lower', 'upper'), [0, 1, -3, 1]],
  [cut('exponential', 'lower', 'upper'), [2, -1, 0.4]],
  [cut('exponential', 'lower', 'upper'), [2, -1, 0.003]],
  [cut('gamma', 'upper'), [2.5, 1, 0.05]],
  [cut('beta', 'lower', 'upper'), [2, 3, 0.97, 1.5]],
  [cut('pareto', 'upper'), [2, 1.5, 11]],
  [cut('laplace', 'lower'), [0, 1, 0.5]],
  [cut('gamma', 'lower'), [2.5, 0.7, 9]],
  [cut('gamma', 'upper'), [0.4, 1, 0.2]],
  [cut('inv_gamma', 'lower', 'upper'), [3, 2, 0.5, 4]],
  [cut('chi_square', 'lower'), [4.5, 12]],
  [cut('inv_chi_square', 'upper'), [3, 0.2]],
  [cut('scaled_inv_chi_square', 'lower'), [5, 1.5, 3]],
  [cut('beta', 'lower', 'upper'), [2, 5, 0.3, 0.9]],
  [cut('student_t', 'lower'), [3, 1, 2, 2]],
  [cut('student_t', 'lower', 'upper'), [4, 0, 1, -9, -3]],
  [cut('half_student_t', 'upper'), [3, 2, 1.5]],
  [cut('von_mises', 'lower', 'upper'), [2.5, 3, -3, 1]],
  [cut('von_mises', 'lower'), [-0.4, 8, 0.5]],
  [cut('skew_normal', 'lower'), [0, 1, 3, 0.5]],
  [cut('skew_normal', 'upper'), [1, 2, 4, 0]],
  [cut('exp_mod_normal', 'lower'), [0, 1, 0.6, 1]],
  [cut('exp_mod_normal', 'upper'), [2, 0.5, 3, 1.2]],
  [cut('elastic_net', 'lower'), [1, 0.8, 0.5, 0.4]],
  [cut('weibull', 'lower'), [1.7, 2, 3]],
  [cut('neg_binomial', 'lower'), [2.5, 0.5, 4]],
  [cut('beta_binomial', 'lower'), [12, 2, 3, 6]],
  [cut('poisson', 'lower'), [0.3, 1]],
  [cut('poisson', 'lower'), [4, 12]],
  [cut('neg_binomial_2', 'lower', 'upper'), [5, 2, 3, 8]],
  [cut('geometric', 'lower'), [0.2, 3]],
  [cut('binomial', 'upper'), [12, 0.4, 5]],
  [mixed('chance', 'normal', 'normal'), [0.3, -2, 1, 3, 0.5]],
  [mixed('vector', 'normal', 'logistic', 'student_t'), [[2, 1, 5], 0, 1, 4, 0.3, 3, -4, 2]],
  [mixed('chance', 'exponential', 'normal'), [0.6, 1, 0, 2]],
  [mixed('chance', 'degenerate', 'poisson'), [0.25, 0, 3]],
  [mixed('vector', 'degenerate', 'degenerate', 'geometric'), [[0.1, 0.3, 0.6], 0, 7, 0.3]],
  [mixed('chance', 'categorical', 'categorical'), [0.3, [0, 1, 2], [1, -1, 0]]],
  [truncate(mixed('chance', 'normal', 'cauchy'), ['lower']), [0.3, -2, 1, 3, 0.5, -1]],
  [mixtureOf([plain('degenerate'), cut('poisson', 'lower')], 'chance'), [0.4, 0, 2, 1]],
];
const labelled = cases.map(([combined, setting]) => {
  return [`${combined.distribution.name} ${JSON.stringify(setting)}`, combined, setting] as const;
});

function lawOf({ distribution }: Combined, parameters: Setting): Law {
  const given = parameters.map(valueNode);
  const support = distribution.support(given);
  const density = (x: Float64Array) => densities(distribution, parameters, x);
  if (isDiscrete(support.kind)) {
    const first = support.kind === 'class' ? 1 : 0;
    const values = Float64Array.from(
      { length: support.kind === 'class' ? 3 : 300 },
      (_, i) => first + i,
    );
    return discreteLaw(values, density(values));
  }
  if (support.kind !== 'interval') {
    return continuousLaw(ONTO[support.kind as keyof typeof ONTO], density);
  }
  const [lower, upper] = [valueOf(support.lower), valueOf(support.upper)];
  if (upper === Infinity) return continuousLaw((u) => lower + ONTO.positive(u), density);
  if (lower === -Infinity) return continuousLaw((u) => upper - ONTO.positive(-u), density);
  return continuousLaw((u) => lower + (upper - lower) * ONTO.unit(u), density);
}

function drawing({ distribution }: Combined, parameters: Setting) {
  const given = parameters.map((p) => (typeof p === 'number' ? p : Float64Array.from(p)));
  return (stream: RandomStream) => distribution.sample!(stream, given);
}

describe('what is made of distributions is a distribution', () => {
  it.each(labelled)('%s: density against 1 and against its sampler', (label, combined, setting) => {
    const law = lawOf(combined, setting);
    // A jump or a kink costs the trapezium rule its accuracy.
    expect(Math.abs(law.total - 1)).toBeLessThan(
      label.includes('exponential, normal') ? 2e-3 : 1e-4,
    );
    expect(distance(law, drawing(combined, setting), label)).toBeLessThan(MOST);
  });

  it.each(labelled)('%s: gradient against finite differences', (_, { distribution }, setting) => {
    const smooth = distribution.parameters.flatMap((p, k) => (isDiscrete(p.support) ? [] : [k]));
    const moving = smooth.filter((k) => !/^(lower|upper)/.test(distribution.parameters[k]!.name));
    const nodes = setting.map((value, k) =>
      moving.includes(k)
        ? input(`p${String(k)}`, typeof value === 'number' ? [] : [value.length])
        : valueNode(value),
    );
    const stream = new RandomStream('gradient', 'points');
    const x = constant(
      Float64Array.from({ length: 4 }, () =>
        drawing({ distribution } as Combined, setting)(stream),
      ),
    );
    const density = sum(distribution.logDensity(x, nodes));
    const at = (values: Setting) =>
      new Map(moving.map((k) => [`p${String(k)}`, Float64Array.of(...[values[k]!].flat())]));
    const found = evaluate(
      gradient(
        density,
        moving.map((k) => nodes[k]!),
      ),
      at(setting),
    );
    moving.forEach((k, j) => {
      [setting[k]!].flat().forEach((value, i) => {
        const h = 1e-4;
        const moved = (step: number) =>
          setting.map((other, m) => {
            if (m !== k) return other;
            if (typeof other === 'number') return other + step;
            return other.map((entry, n) => (n === i ? entry + step : entry));
          });
        const f = (step: number) => evaluate([density], at(moved(step)))[0]![0]!;
        const slope = (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h);
        const error = Math.abs(found[j]![i]! - slope) / Math.max(1, Math.abs(slope));
        expect(error, `d/d${distribution.parameters[k]!.name} at ${String(value)}`).toBeLessThan(
          1e-6,
        );
      });
    });
  });
});

describe('values', () => {
  const density = ({ distribution }: Combined, setting: Setting, x: number) =>
    valueOf(distribution.logDensity(constant(x), setting.map(valueNode)));

  it('of truncated normals far in a tail are exact', () => {
    // By mpmath, to 40 digits.
    expect(density(cut('normal', 'lower'), [0, 1, 9], 9.1)).toBeCloseTo(1.304210580127, 12);
    expect(density(cut('normal', 'upper'), [3, 2, -14], -14.2)).toBeCloseTo(0.605310714453, 12);
  });

  it('outside the bounds have no density, and the bounds themselves have one', () => {
    const between = cut('normal', 'lower', 'upper');
    expect(density(between, [0, 1, -1, 2], -1.01)).toBe(-Infinity);
    expect(density(between, [0, 1, -1, 2], 2)).toBeGreaterThan(-3);
    expect(density(cut('poisson', 'lower'), [2, 1], 0)).toBe(-Infinity);
  });

  it('of a zero-truncated Poisson keep their digits where the rate vanishes', () => {
    // log(r / (e^r - 1)) = -r / 2 + ...
    expect(density(cut('poisson', 'lower'), [1e-9, 1], 1)).toBeCloseTo(-5e-10, 13);
  });

  it('have the support of what is left', () => {
    const support = (combined: Combined, setting: Setting) =>
      combined.distribution.support(setting.map(valueNode)).kind;
    expect(support(cut('normal', 'lower'), [0, 1, 0])).toBe('positive');
    expect(support(cut('exponential', 'upper'), [1, 1])).toBe('unit');
    expect(support(cut('normal', 'upper'), [0, 1, 4])).toBe('interval');
    expect(support(mixed('chance', 'exponential', 'beta'), [0.5, 1, 2, 2])).toBe('positive');
    expect(support(mixed('chance', 'exponential', 'normal'), [0.5, 1, 2, 2])).toBe('real');
    expect(support(mixed('chance', 'bernoulli', 'poisson'), [0.5, 0.1, 2])).toBe('count');
  });

  it('an unknown of a wider support is still tested against the narrower one of a component', () => {
    const { distribution } = mixed('chance', 'exponential', 'normal');
    const node = distribution.logDensity(input('x', []), [0.5, 1, 0, 1].map(valueNode));
    const at = (x: number) => evaluate([node], new Map([['x', Float64Array.of(x)]]))[0]![0]!;
    expect(at(-1)).toBeCloseTo(Math.log(0.5) - 0.5 - 0.5 * Math.log(2 * Math.PI), 12);
  });

  it('have means where every component has one', () => {
    const zip = mixed('chance', 'degenerate', 'poisson');
    expect(valueOf(zip.distribution.mean!([0.25, 0, 4].map(valueNode)))).toBe(3);
    expect(mixed('chance', 'normal', 'cauchy').distribution.mean).toBeUndefined();
  });
});

describe('planted faults are caught', () => {
  it.each([
    [cut('normal', 'lower'), [0, 1, 0.5], [0, 1, 0.47]],
    [mixed('chance', 'degenerate', 'poisson'), [0.25, 0, 3], [0.23, 0, 3]],
    [mixed('chance', 'normal', 'normal'), [0.3, -2, 1, 3, 1], [0.32, -2, 1, 3, 1]],
  ] as [Combined, Setting, Setting][])('%#', (combined, truth, wrong) => {
    expect(distance(lawOf(combined, truth), drawing(combined, wrong), 'fault')).toBeGreaterThan(
      MOST,
    );
  });
});
