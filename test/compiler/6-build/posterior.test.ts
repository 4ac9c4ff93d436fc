import { describe, expect, it } from 'vitest';
import { compileText, type Arrays } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';

/** Draws of the chain's values, after warm-up. */
function sample(text: string, data: Arrays, warmup: number, draws: number): Float64Array[] {
  const chain = startedChain(compileText(text, data), warmup);
  sweep(chain, 0, warmup);
  return Array.from({ length: draws }, (_, i) => {
    sweep(chain, warmup + i, warmup + i + 1);
    return chain.values.slice();
  });
}

/** How many standard errors (by batch means) the mean is from what it should be. */
function deviation(series: readonly number[], expected: number): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const size = Math.floor(series.length / 40);
  const batches = Array.from({ length: 40 }, (_, b) =>
    mean(series.slice(b * size, (b + 1) * size)),
  );
  const centre = mean(batches);
  const variance = batches.reduce((a, b) => a + (b - centre) ** 2, 0) / 39;
  return Math.abs(centre - expected) / Math.sqrt(variance / 40);
}

const Y = [1.2, 0.3, 2.5, 1.9, -0.4];
const MEAN = `data { y: real[n] }  m ~ normal(0, 2)  v ~ inv_gamma(2, 1)
  observe y ~ normal(m, var = v)`;

/** Posterior means of m, m^2 and log v on a grid. */
function onGrid(): number[] {
  const totals = [0, 0, 0, 0];
  for (let m = -6; m <= 8; m += 0.02) {
    for (let l = -4; l <= 6; l += 0.02) {
      const v = Math.exp(l);
      const likelihood = Y.reduce((a, y) => a - 0.5 * l - (y - m) ** 2 / (2 * v), 0);
      const density = Math.exp(likelihood - (m * m) / 8 - 2 * l - 1 / v);
      [1, m, m * m, l].forEach((f, i) => (totals[i]! += density * f));
    }
  }
  return totals.slice(1).map((total) => total / totals[0]!);
}

describe('one posterior whatever the plan', () => {
  const expected = onGrid();
  it.each([
    ['Gibbs alone', ''],
    ['NUTS beside Gibbs', 'infer { m using nuts }'],
    ['NUTS alone', 'infer { v using nuts }'],
  ])('%s', (_, infer) => {
    const draws = sample(`${MEAN} ${infer}`, { y: Y }, 300, 6000);
    const functions = [
      (d: Float64Array) => d[0]!,
      (d: Float64Array) => d[0]! ** 2,
      (d: Float64Array) => Math.log(d[1]!),
    ];
    functions.forEach((f, i) => {
      expect(deviation(draws.map(f), expected[i]!)).toBeLessThan(4);
    });
  });
});

describe('errors with heavy tails, as mixtures of normals and straight', () => {
  const DENSITY: Readonly<Record<string, (z: number) => number>> = {
    'student_t(3, m, s)': (z) => (1 + (z * z) / 3) ** -2,
    'laplace(m, s)': (z) => Math.exp(-Math.abs(z)),
  };
  const cases = Object.keys(DENSITY).flatMap((law) => [
    [law, 'infer { m using gibbs }', true] as const,
    [law, '', false] as const,
  ]);

  /** Posterior means of m, m^2 and log s on a grid. */
  function heavy(density: (z: number) => number): number[] {
    const totals = [0, 0, 0, 0];
    for (let m = -6; m <= 8; m += 0.02) {
      for (let l = -5; l <= 3; l += 0.02) {
        const s = Math.exp(l);
        const likelihood = Y.reduce((a, y) => (a * density((y - m) / s)) / s, 1);
        const weight = likelihood * Math.exp(-(m * m) / 8 - (s * s) / 2) * s;
        [1, m, m * m, l].forEach((f, i) => (totals[i]! += weight * f));
      }
    }
    return totals.slice(1).map((total) => total / totals[0]!);
  }

  it.each(cases)('%s %s', (law, infer, isMixed) => {
    const text = `data { y: real[n] }  m ~ normal(0, 2)  s ~ half_normal(1)
      observe y ~ ${law}  ${infer}`;
    const { plan, quantities } = compileText(text, { y: Y });
    expect(plan.blocks.some(({ name }) => name.includes('mixing(y)'))).toBe(isMixed);
    expect(quantities.map(({ name }) => name)).toEqual(['m', 's']);
    const draws = sample(text, { y: Y }, 300, 8000);
    const functions = [
      (d: Float64Array) => d[0]!,
      (d: Float64Array) => d[0]! ** 2,
      (d: Float64Array) => Math.log(d[1]!),
    ];
    const expected = heavy(DENSITY[law]!);
    functions.forEach((f, i) => {
      expect(deviation(draws.map(f), expected[i]!)).toBeLessThan(4);
    });
  });
});

describe('discrete unknowns against enumeration', () => {
  const y = [0.4, 1.3];
  const square = (x: number) => x * x;
  it.each([
    [
      'drawn together',
      'observe y ~ normal(1.5 * z, 1)',
      (z: readonly number[]) => z.reduce((a, value, i) => a + square(y[i]! - 1.5 * value), 0),
    ],
    [
      'drawn in turn',
      'observe y ~ normal(sum(z), 1)',
      (z: readonly number[]) => y.reduce((a, value) => a + square(value - z[0]! - z[1]!), 0),
    ],
  ])('%s', (_, observe, squares) => {
    const text = `data { y: real[n] k: count[n] }  z[n] ~ binomial(k, 0.3)  ${observe}`;
    const states = [0, 1, 2].flatMap((a) => [0, 1, 2, 3].map((b) => [a, b]));
    const choose = [
      [1, 2, 1],
      [1, 3, 3, 1],
    ];
    const weights = states.map((z) => {
      const prior = z.reduce((a, value, i) => a * choose[i]![value]! * (3 / 7) ** value, 1);
      return prior * Math.exp(-0.5 * squares(z));
    });
    const total = weights.reduce((a, b) => a + b);
    const draws = sample(text, { y, k: [2, 3] }, 0, 8000);
    states.forEach((state, s) => {
      const hits = draws.map((d) => (d[0] === state[0] && d[1] === state[1] ? 1 : 0));
      const chance = weights[s]! / total;
      const rare = chance * draws.length < 40;
      if (!rare) expect(deviation(hits, chance)).toBeLessThan(4.5);
      else expect(hits.reduce<number>((a, b) => a + b, 0)).toBeLessThan(80);
    });
  });
});
