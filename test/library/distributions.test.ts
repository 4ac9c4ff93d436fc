import { describe, expect, it } from 'vitest';
import {
  constant,
  evaluate,
  gradient,
  input,
  sizeOf,
  sum,
  type Node,
} from '../../src/expression/index.js';
import {
  bijectorOf,
  distributions,
  isDiscrete,
  type Distribution,
  type Parameter,
  type Parameterisation,
} from '../../src/library/index.js';
import { reference, valueNode, valueOf } from './reference.js';

/** Those with an event are in vector-distributions.test.ts. */
const all = [...distributions.values()].filter(({ event }) => event.length === 0);

describe('log densities and means', () => {
  it('every proper distribution has reference values', () => {
    const proper = all.filter((d) => d.proper).map((d) => d.name);
    expect(Object.keys(reference).sort()).toEqual(proper.sort());
  });

  it.each(Object.entries(reference))('%s agrees with SciPy', (name, cases) => {
    const distribution = distributions.get(name)!;
    for (const { parameters, x, logDensity, mean } of cases) {
      const given = parameters.map(valueNode);
      const [found] = evaluate([distribution.logDensity(constant(Float64Array.from(x)), given)]);
      logDensity.forEach((exact, i) => {
        const error = Math.abs(found![i]! - exact) / Math.max(1, Math.abs(exact));
        expect(error, `${name}(${parameters.join(', ')}) at ${String(x[i])}`).toBeLessThan(1e-12);
      });
      if (distribution.mean) {
        const exact = mean === 'inf' ? Infinity : mean === 'nan' ? NaN : mean;
        const centre = valueOf(distribution.mean(given));
        if (Number.isFinite(exact)) expect(centre / exact || 1).toBeCloseTo(1, 7);
        else expect(Number.isFinite(centre)).toBe(false);
      }
    }
  });
});

describe('distribution functions', () => {
  const cases = Object.entries(reference).filter(([name]) => distributions.get(name)!.logCdf);

  it.each(cases)('of %s agree with SciPy', (name, rows) => {
    const { logCdf, logSurvival } = distributions.get(name)!;
    for (const { parameters, x, ...tails } of rows) {
      const given = parameters.map(valueNode);
      const points = constant(Float64Array.from(x));
      const found = evaluate([logCdf!(points, given), logSurvival!(points, given)]);
      [tails.logCdf!, tails.logSurvival!].forEach((expected, side) => {
        expected.forEach((exact, i) => {
          if (typeof exact === 'string') return;
          const error = Math.abs(found[side]![i]! - exact) / Math.max(1, Math.abs(exact));
          const label = `${name}(${parameters.join(', ')}) at ${String(x[i])}, side ${String(side)}`;
          expect(error, label).toBeLessThan(1e-12);
        });
      });
    }
  });
});

/** An argument of each kind, well inside its support. */
function exampleOf({ support, axes }: Parameter, index: number): Float64Array {
  if (axes.length === 1)
    return Float64Array.of(...(support === 'unit' ? [0.2, 0.5, 0.3] : [-1, 0.3, 2]));
  const examples = { real: 0.7, positive: 1.3, unit: 0.35, count: 9 };
  const example = examples[support as keyof typeof examples];
  return Float64Array.of(support === 'count' ? example : example + 0.25 * index);
}

function valuesOf(distribution: Distribution, parameters: readonly Node[]): number[] {
  const support = distribution.support(parameters);
  if (support.kind === 'class') return [1, 3];
  if (isDiscrete(support.kind)) return [0, 1];
  return [-1.2, 0.45, 1.5].map((u) => valueOf(bijectorOf(support).forward(constant(u))));
}

/** Derivative by five points: the error is of the fourth power of the step. */
function slope(f: (x: number) => number, at: number): number {
  const h = 3e-4 * Math.max(1, Math.abs(at));
  return (f(at - 2 * h) - 8 * f(at - h) + 8 * f(at + h) - f(at + 2 * h)) / (12 * h);
}

type Elementwise = (x: Node, parameters: readonly Node[]) => Node;

function checkGradient(
  distribution: Distribution,
  way: Parameterisation,
  densityOf: Elementwise,
): void {
  const arguments_ = way.parameters.map(exampleOf);
  const names = way.parameters.map(({ name }) => name);
  const constants = way.toCanonical(
    arguments_.map((a) => valueNode(a.length > 1 ? [...a] : a[0]!)),
  );
  for (const x of valuesOf(distribution, constants)) {
    const nodes = way.parameters.map((p, i) =>
      input(p.name, p.axes.length > 0 ? [arguments_[i]!.length] : []),
    );
    const xNode = input('x', []);
    const density = densityOf(xNode, way.toCanonical(nodes));
    const given = new Map([
      ...names.map((n, i) => [n, arguments_[i]!] as const),
      ['x', Float64Array.of(x)],
    ]);
    const smooth = [...nodes, xNode].filter((node) => {
      const parameter = way.parameters.find(({ name }) => name === node.attributes.name);
      const kind = parameter?.support ?? distribution.support(constants).kind;
      return !isDiscrete(kind);
    });
    const derivatives = evaluate(gradient(sum(density), smooth), given);
    smooth.forEach((node, k) => {
      const name = node.attributes.name as string;
      for (let i = 0; i < sizeOf(node.shape); i++) {
        const along = (value: number) => {
          const moved = given.get(name)!.slice();
          moved[i] = value;
          return evaluate([density], new Map([...given, [name, moved]]))[0]![0]!;
        };
        const expected = slope(along, given.get(name)![i]!);
        const error = Math.abs(derivatives[k]![i]! - expected) / Math.max(1, Math.abs(expected));
        expect(error, `d/d${name} at x = ${String(x)}`).toBeLessThan(2e-8);
      }
    });
  }
}

describe('gradients against finite differences', () => {
  const ways = all.flatMap((d) =>
    d.parameterisations.map((way) => {
      const names = way.parameters.map(({ name }) => name).join(', ');
      return [`${d.name}(${names})`, d, way] as const;
    }),
  );
  it.each(ways)('%s', (_, distribution, way) => {
    const { logDensity, logCdf, logSurvival } = distribution;
    for (const part of [logDensity, logCdf, logSurvival])
      if (part) checkGradient(distribution, way, part);
  });
});

describe('parameterisations', () => {
  const equal: [string, string, number[], number[]][] = [
    ['normal', 'mean,var', [1, 4], [1, 2]],
    ['normal', 'mean,precision', [1, 4], [1, 0.5]],
    ['normal', 'mu,sigma', [1, 4], [1, 4]],
    ['cauchy', 'mu,sigma', [1, 4], [1, 4]],
    ['exponential', 'mean', [4], [0.25]],
    ['gamma', 'shape,scale', [3, 4], [3, 0.25]],
    ['gamma', 'shape,mean', [3, 4], [3, 0.75]],
    ['beta', 'mean,precision', [0.3, 10], [3, 7]],
    ['bernoulli', 'logits', [-Math.LN2], [1 / 3]],
    ['binomial', 'n,logits', [8, Math.log(3)], [8, 0.75]],
    ['poisson', 'log_rate', [Math.log(5)], [5]],
    ['weibull', 'alpha,sigma', [2, 3], [2, 3]],
    ['frechet', 'alpha,sigma', [2, 3], [2, 3]],
    ['gumbel', 'mu,beta', [2, 3], [2, 3]],
    ['pareto', 'y_min,alpha', [2, 3], [2, 3]],
    ['skew_normal', 'xi,omega,alpha', [2, 3, 4], [2, 3, 4]],
    ['geometric', 'logits', [-Math.LN2], [1 / 3]],
    ['neg_binomial', 'successes,p', [4, 0.75], [4, 3]],
    ['beta_binomial', 'n,mean,precision', [8, 0.3, 10], [8, 3, 7]],
    ['hypergeometric', 'N,a,b', [5, 6, 7], [5, 6, 7]],
  ];
  it.each(equal)('%s by %s', (name, names, given, canonical) => {
    const { parameterisations } = distributions.get(name)!;
    const way = parameterisations.find((w) => w.parameters.map((p) => p.name).join() === names)!;
    const found = way.toCanonical(given.map((value) => constant(value))).map(valueOf);
    canonical.forEach((exact, i) => {
      expect(found[i]).toBeCloseTo(exact, 14);
    });
  });

  it('probs of categorical are its probabilities', () => {
    const { parameterisations, probabilities } = distributions.get('categorical')!;
    const canonical = parameterisations[1]!.toCanonical([valueNode([0.2, 0.5, 0.3])]);
    const [found] = evaluate([probabilities!(canonical)]);
    [0.2, 0.5, 0.3].forEach((p, i) => {
      expect(found![i]).toBeCloseTo(p, 14);
    });
  });
});
