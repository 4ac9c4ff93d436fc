import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { cholesky, logDeterminant } from '../../../src/base/numeric/cholesky.js';
import { drawFromCovariance } from '../../../src/base/random/multivariate-normal.js';
import { drawInverseWishart, drawWishart } from '../../../src/base/random/wishart.js';
import { add, constant, mul } from '../../../src/expression/index.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';
import { sweepInTurn } from './sweep-in-turn.js';

const GROUPS = 4;
const NU = 5;
const SCALE = [
  [3, 0.5],
  [0.5, 1],
];
const FLAT_SCALE = Float64Array.from(SCALE.flat());

const factorOf = (matrix: Float64Array) => {
  const factor = new Float64Array(4);
  cholesky(matrix, 2, factor);
  return factor;
};

/** Vectors of groups whose covariance, or precision, is unknown, each seen once with an error of sd 1. */
const TEXT = {
  covariance: `C[2, 2] ~ inv_wishart(${String(NU)}, S)  b[${String(GROUPS)}, 2] ~ multi_normal(0, C)`,
  precision: `C[2, 2] ~ wishart(${String(NU)}, S)  b[${String(GROUPS)}, 2] ~ multi_normal(0, precision = C)`,
} as const;

function program(kind: keyof typeof TEXT): string {
  return `data { y: real[${String(GROUPS)}, 2]  S: real[2, 2] }  ${TEXT[kind]}
    observe y ~ normal(b, 1)  infer { C, b using gibbs }`;
}

function model(kind: keyof typeof TEXT): JointModel<Float64Array> {
  return {
    drawPrior(stream) {
      const u = new Float64Array(4 + 2 * GROUPS);
      const matrix = u.subarray(0, 4);
      if (kind === 'covariance') drawInverseWishart(stream, NU, factorOf(FLAT_SCALE), 2, matrix);
      else drawWishart(stream, NU, FLAT_SCALE, 2, matrix);
      const [a, b, , d] = matrix as unknown as [number, number, number, number];
      const determinant = a * d - b * b;
      const inverse = Float64Array.of(
        d / determinant,
        -b / determinant,
        -b / determinant,
        a / determinant,
      );
      const factor = factorOf(kind === 'covariance' ? matrix : inverse);
      for (let i = 4; i < u.length; i += 2) {
        drawFromCovariance(stream, new Float64Array(2), factor, u.subarray(i, i + 2));
      }
      return u;
    },
    drawData: (stream, u) => u.slice(4).map((b) => b + stream.normal()),
    statistics(u, y) {
      const b = u.slice(4);
      const cross = b.reduce((sum, v, i) => sum + (i % 2 === 0 ? v * b[i + 1]! : 0), 0);
      const misfit = b.reduce((sum, v, i) => sum + (y[i]! - v) ** 2, 0);
      const logDet = logDeterminant(factorOf(u.subarray(0, 4)), 2);
      return [u[0]!, u[1]!, u[3]!, logDet, cross * u[1]!, misfit];
    },
  };
}

/** The same matrix with one degree of freedom more. */
function fault(block: PlannedBlock): PlannedBlock {
  return {
    ...block,
    conditionals: block.conditionals.map((conditional) => {
      const { form } = conditional;
      if (form.kind !== 'exponential' || form.family.of !== 'matrices') return conditional;
      const [log, linear] = form.natural;
      const half = mul(constant(form.family.name === 'wishart' ? 0.5 : -0.5), constant(1));
      return { ...conditional, form: { ...form, natural: [add(log!, half), linear!] } };
    }),
  };
}

describe.each(['covariance', 'precision'] as const)('an unknown %s', (kind) => {
  const arrays = (y: Float64Array) => ({
    y: Array.from({ length: GROUPS }, (_, i) => [...y.subarray(2 * i, 2 * i + 2)]),
    S: SCALE,
  });
  const pValue = (replaced?: typeof fault) =>
    rankTestPValue(model(kind), sweepInTurn(program(kind), arrays, replaced), {
      ...{ seed: `wishart ${kind}`, replicates: 700, length: 5, thin: 2 },
    });

  it(
    'is drawn with its vectors so that ranks in the joint are uniform',
    { timeout: 240_000 },
    () => {
      expect(report(kind, pValue())).toBeGreaterThan(FALSE_ALARM);
    },
  );

  it('a degree of freedom too many is caught', { timeout: 240_000 }, () => {
    expect(report(`${kind}, fault`, pValue(fault))).toBeLessThan(FALSE_ALARM);
  });
});

const ROWS = [
  [1, 0.5, -0.2],
  [-0.3, 0.4, 0.9],
  [2, 1.1, 0],
  [-1, -1.5, 0.3],
  [0.2, 0.1, -0.8],
  [0.9, -0.4, 1.2],
  [-1.6, -0.7, 0.1],
];
const PRIOR = [
  [3, 0.5, 0],
  [0.5, 2, -0.4],
  [0, -0.4, 1],
];

/**
 * JAGS 4.3 on the same model: y[i, 1:3] ~ dmnorm(mu, P), P ~ dwish(S, 5), mu[k] ~ dnorm(0, 1/4), four chains of
 * 100 000 draws after 2000. Means with their Monte Carlo errors.
 */
const JAGS: Readonly<Record<string, readonly [mean: number, error: number]>> = {
  'P[1,1]': [1.4524, 0.00105],
  'P[2,1]': [-1.25966, 0.00124],
  'P[3,1]': [-0.27491, 0.00111],
  'P[2,2]': [2.88847, 0.00208],
  'P[3,2]': [0.77423, 0.00161],
  'P[3,3]': [3.17942, 0.0023],
  'Sigma[1,1]': [1.73215, 0.00201],
  'Sigma[2,1]': [0.76314, 0.00119],
  'Sigma[2,2]': [0.91699, 0.00105],
  'Sigma[3,3]': [0.52799, 0.0006],
  'mu[1]': [0.16575, 0.00134],
  'mu[2]': [-0.07066, 0.00101],
  'mu[3]': [0.20961, 0.00057],
};

describe.each([
  ['a precision', 'P[3, 3] ~ wishart(5, inverse_spd(S))  Sigma = inverse_spd(P)', 'precision = P'],
  ['a covariance', 'Sigma[3, 3] ~ inv_wishart(5, S)  P = inverse_spd(Sigma)', 'Sigma'],
])('%s', (label, prior, given) => {
  it('and what it is the inverse of have the means that JAGS finds', { timeout: 120_000 }, () => {
    const compiled = compileText(
      `data { y: real[n, 3]  S: real[3, 3] }  mu[3] ~ normal(0, 2)  ${prior}
      observe y ~ multi_normal(mu, ${given})`,
      { y: ROWS, S: PRIOR },
    );
    expect(compiled.plan.blocks.map(({ sampler }) => sampler)).toEqual(['gibbs', 'gibbs']);
    const means = Array.from({ length: 20 }, (_, seed) => meansOf(compiled, String(seed)));
    const z = Object.entries(JAGS).map(([name, [mean, error]]) => {
      const own = means.map((row) => row.get(name)!);
      const centre = own.reduce((a, b) => a + b, 0) / own.length;
      const squares = own.reduce((sum, v) => sum + (v - centre) ** 2, 0);
      const variance = squares / (own.length - 1) / own.length + error ** 2;
      return (centre - mean) / Math.sqrt(variance);
    });
    expect(report(label, smallestPValue(z.map(normalPValue)))).toBeGreaterThan(FALSE_ALARM);
  });
});

function meansOf(compiled: ReturnType<typeof compileText>, seed: string): Map<string, number> {
  const [burn, count] = [20, 1000];
  const chain = startedChain(compiled, 0, seed);
  const draw = new Float64Array(compiled.width);
  const sums = new Float64Array(compiled.width);
  for (let i = 0; i < burn + count; i++) {
    sweep(chain, i, i + 1, seed);
    if (i < burn) continue;
    chain.record(draw, new RandomStream(seed, 'record', i));
    draw.forEach((value, k) => void (sums[k]! += value / count));
  }
  return new Map(
    compiled.quantities.flatMap(({ name, shape, offset }) =>
      Object.keys(JAGS).flatMap((wanted): [string, number][] => {
        const [, base, places] = /^(\w+)\[(.*)\]$/.exec(wanted)!;
        if (base !== name) return [];
        const place = places!
          .split(',')
          .reduce((k, p, axis) => k * shape[axis]! + Number(p) - 1, 0);
        return [[wanted, sums[offset + place]!]];
      }),
    ),
  );
}
