import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { compileText, type Arrays } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';

interface Run {
  /** Recorded draws, after warm-up. */
  readonly draws: readonly Float64Array[];
  /** Of a quantity, by its name as a summary prints it. */
  at(name: string): number;
  readonly samplers: Readonly<Record<string, string>>;
}

function sample(text: string, data: Arrays, warmup: number, count: number): Run {
  const model = compileText(text, data);
  const chain = startedChain(model, warmup);
  sweep(chain, 0, warmup);
  const draws = Array.from({ length: count }, (_, i) => {
    sweep(chain, warmup + i, warmup + i + 1);
    const draw = new Float64Array(model.width);
    chain.record(draw, new RandomStream('generated', i));
    return draw;
  });
  const samplers = model.plan.blocks.map(({ name, sampler }) => [name, sampler] as const);
  return {
    draws,
    samplers: Object.fromEntries(samplers),
    at(name) {
      const [, base, places] = /^(\w+)\[(.*)\]$/.exec(name)!;
      const { shape, offset } = model.quantities.find((quantity) => quantity.name === base)!;
      const index = places!.split(',').map((place) => Number(place) - 1);
      return offset + index.reduce((total, place, axis) => total * shape[axis]! + place, 0);
    },
  };
}

/** How many standard errors (by batch means) the mean of a function is from what it should be. */
function deviation(
  draws: readonly Float64Array[],
  of: (draw: Float64Array) => number,
  exact: number,
): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const size = Math.floor(draws.length / 40);
  const batches = Array.from({ length: 40 }, (_, b) =>
    mean(draws.slice(b * size, (b + 1) * size).map(of)),
  );
  const centre = mean(batches);
  const variance = batches.reduce((a, b) => a + (b - centre) ** 2, 0) / 39;
  return Math.abs(centre - exact) / Math.sqrt(variance / 40);
}

describe('posteriors of vectors and matrices with exact answers', () => {
  it('shares of classes under a Dirichlet prior are drawn by Gibbs, and are Dirichlet', () => {
    const { draws, at, samplers } = sample(
      `data { z: class[n] of K }
      theta[K] ~ dirichlet(0.5)
      observe z ~ categorical(probs = theta)`,
      { z: [1, 3, 3, 2, 3, 3], K: 3 },
      10,
      4000,
    );
    expect(samplers).toEqual({ theta: 'gibbs' });
    const weights = [1.5, 1.5, 4.5];
    weights.forEach((weight, k) => {
      const place = at(`theta[${String(k + 1)}]`);
      expect(deviation(draws, (d) => d[place]!, weight / 7.5)).toBeLessThan(4);
      const square = (weight * (weight + 1)) / (7.5 * 8.5);
      expect(deviation(draws, (d) => d[place]! ** 2, square)).toBeLessThan(4);
    });
  });

  it('the same by NUTS on the simplex', () => {
    const { draws, at, samplers } = sample(
      `data { z: class[n] of K }
      theta[K] ~ dirichlet(0.5)
      observe z ~ categorical(probs = theta)
      infer { theta using nuts }`,
      { z: [1, 3, 3, 2, 3, 3], K: 3 },
      500,
      4000,
    );
    expect(samplers).toEqual({ theta: 'nuts' });
    expect(deviation(draws, (d) => d[at('theta[3]')]!, 4.5 / 7.5)).toBeLessThan(4);
    expect(deviation(draws, (d) => d[at('theta[1]')]! ** 2, 3.75 / 63.75)).toBeLessThan(4);
  });

  it('an ordered vector has the order statistics of its distribution', () => {
    const { draws, at } = sample(
      `data { y: real }
      mu[3] ~ ordered(normal(1, 2))
      observe y ~ normal(mu[1], 1e6)`,
      { y: 0 },
      500,
      4000,
    );
    // Expected largest of three standard normals: 3 / (2 sqrt(pi)).
    const largest = 3 / (2 * Math.sqrt(Math.PI));
    [-largest, 0, largest].forEach((exact, k) => {
      const place = at(`mu[${String(k + 1)}]`);
      expect(deviation(draws, (d) => d[place]!, 1 + 2 * exact)).toBeLessThan(4);
    });
    for (const draw of draws) {
      expect(draw[at('mu[1]')]! < draw[at('mu[2]')]!).toBe(true);
      expect(draw[at('mu[2]')]! < draw[at('mu[3]')]!).toBe(true);
    }
  });

  it.each([
    ['lkj_corr', 'R[3, 3] ~ lkj_corr(2)'],
    ['lkj_corr_cholesky', 'L[3, 3] ~ lkj_corr_cholesky(2)  R = L @ transpose(L)'],
  ])('%s has marginal correlations that are beta', (_, prior) => {
    const { draws, at } = sample(
      `data { y: real }  ${prior}  observe y ~ normal(sum(R), 1e6)`,
      { y: 0 },
      500,
      4000,
    );
    for (const name of ['R[2,1]', 'R[3,1]', 'R[3,2]']) {
      const place = at(name);
      expect(deviation(draws, (d) => d[place]!, 0)).toBeLessThan(4);
      // Beta(eta + 1/2, eta + 1/2) on (-1, 1): Lewandowski, Kurowicka and Joe (2009).
      expect(deviation(draws, (d) => d[place]! ** 2, 1 / 6)).toBeLessThan(4);
    }
  });

  it('a covariance matrix under an inverse Wishart prior is inverse Wishart by NUTS', () => {
    const y = [
      [1, 0.5],
      [-0.3, 0.4],
      [2, 1.1],
      [-1, -1.5],
      [0.2, 0.1],
    ];
    const { draws, at } = sample(
      `data { y: real[n, 2]  S: real[2, 2] }
      Sigma[2, 2] ~ inv_wishart(6, S)
      observe y ~ multi_normal(0, cov = Sigma)
      infer { Sigma using nuts }`,
      {
        y,
        S: [
          [3, 0.5],
          [0.5, 2],
        ],
      },
      500,
      4000,
    );
    const scale = (i: number, j: number, prior: number) =>
      (prior + y.reduce((total, row) => total + row[i]! * row[j]!, 0)) / (6 + y.length - 3);
    const means = {
      'Sigma[1,1]': scale(0, 0, 3),
      'Sigma[2,1]': scale(0, 1, 0.5),
      'Sigma[2,2]': scale(1, 1, 2),
    };
    for (const [name, exact] of Object.entries(means)) {
      expect(
        deviation(draws, (d) => d[at(name)]!, exact),
        name,
      ).toBeLessThan(4);
    }
  });

  it('coefficients with a correlated normal prior are drawn together from their normal', () => {
    const x = [-1, 0, 1, 2];
    const y = [0.2, 1, 1.4, 3.1];
    const { draws, at, samplers } = sample(
      `data { x: real[n]  y: real[n]  S: real[2, 2] }
      b[2] ~ multi_normal(0, precision = S)
      observe y ~ normal(b[1] + b[2] * x, 1)`,
      {
        x,
        y,
        S: [
          [2, 0.7],
          [0.7, 1],
        ],
      },
      10,
      4000,
    );
    expect(samplers).toEqual({ b: 'gibbs' });
    const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    const [a, b, c] = [2 + x.length, 0.7 + total(x), 1 + total(x.map((v) => v * v))];
    const [p, q] = [total(y), total(y.map((v, i) => v * x[i]!))];
    const determinant = a * c - b * b;
    const mean = [(c * p - b * q) / determinant, (a * q - b * p) / determinant];
    mean.forEach((exact, k) => {
      const place = at(`b[${String(k + 1)}]`);
      expect(deviation(draws, (d) => d[place]!, exact)).toBeLessThan(4);
    });
    const product = mean[0]! * mean[1]! - b / determinant;
    expect(deviation(draws, (d) => d[at('b[1]')]! * d[at('b[2]')]!, product)).toBeLessThan(4);
  });
});

const SLOPES = `data { y: real[n]  x: real[n]  g: index[n] of G }
  mu[2]    ~ normal(0, 5)
  tau[2]   ~ half_normal(2)
  L[2, 2]  ~ lkj_corr_cholesky(2)
  sigma    ~ half_normal(2)`;

/** Groups whose intercepts and slopes fall and rise together, and 8 rows of each. */
function groups(): { y: number[]; x: number[]; g: number[] } {
  const data = { y: [] as number[], x: [] as number[], g: [] as number[] };
  for (let group = 0; group < 12; group++) {
    const shift = Math.sin(2.3 * group);
    for (let i = 0; i < 8; i++) {
      const x = (i - 3.5) / 2;
      data.g.push(group + 1);
      data.x.push(x);
      data.y.push(1 + 1.5 * shift + (0.5 + shift) * x + 0.5 * Math.sin(7 * group + 3 * i));
    }
  }
  return data;
}

describe('correlated intercepts and slopes', () => {
  const data = groups();
  const centred = sample(
    `${SLOPES}
    b[G, 2] ~ multi_normal(mu, sd = tau, cholesky_corr = L)
    R = L @ transpose(L)
    observe y ~ normal(b[g, 1] + b[g, 2] * x, sigma)`,
    data,
    400,
    2000,
  );

  it('the groups are drawn together, and integrated out of what moves beside them', () => {
    const gibbs = Object.entries(centred.samplers).find(([, sampler]) => sampler === 'gibbs');
    expect(gibbs?.[0]).toContain('b');
  });

  it('agree with the same model by standardised values', () => {
    const standardised = sample(
      `${SLOPES}
      z[G, 2] ~ normal(0, 1)
      b = z @ transpose(diag_pre_multiply(tau, L))
      R = L @ transpose(L)
      observe y ~ normal(mu[1] + b[g, 1] + (mu[2] + b[g, 2]) * x, sigma)`,
      data,
      600,
      2000,
    );
    const meanOf = ({ draws, at }: Run, name: string) =>
      draws.reduce((total, draw) => total + draw[at(name)]!, 0) / draws.length;
    for (const [name, sd] of [
      ['R[2,1]', 0.08],
      ['tau[1]', 0.25],
      ['tau[2]', 0.2],
      ['mu[1]', 0.3],
    ] as const) {
      const difference = meanOf(centred, name) - meanOf(standardised, name);
      expect(Math.abs(difference), name).toBeLessThan(0.35 * sd);
    }
    expect(meanOf(centred, 'R[2,1]')).toBeGreaterThan(0.6);
  });
});
