import { describe, expect, it } from 'vitest';
import type { Chain, CompiledModel } from '../../src/compiler/6-build/compiled.js';
import { datasetOf } from '../compiler/4-condition/program.js';
import { FALSE_ALARM } from '../samplers/budget.js';
import { sweepPValue, type Judged } from './sweep-joint.js';

const ROWS = 14;
const each = <T>(of: (i: number) => T) => Array.from({ length: ROWS }, (_, i) => of(i));
const GROUPS = [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5, 5, 1, 2];
const DATA = {
  ...{ y: each(() => 0), x: each((i) => 1.5 * Math.sin(1 + 7 * i)), g: GROUPS, G: 5 },
  ...{ h: [1, 2, 1, 2, 1], H: 2, k: each((i) => 1 + (i % 3)), K: 3 },
};
const FIELDS =
  'data { y: real[n]  x: real[n]  g: index[n] of G  h: index[G] of H  k: index[n] of K }';

interface Vectors extends Omit<Judged, 'data' | 'target' | 'warmup' | 'sweeps'> {
  readonly fault: string;
}

const MODELS: Readonly<Record<string, Vectors>> = {
  'intercepts and slopes that go together': {
    text: `${FIELDS}
      m[2] ~ normal(0, 1)  tau[2] ~ half_normal(1)  L[2, 2] ~ lkj_corr_cholesky(2)  s ~ half_normal(1)
      b[G, 2] ~ multi_normal(m, sd = tau, cholesky_corr = L)
      observe y ~ normal(b[g, 1] + b[g, 2] * x, s)`,
    quantities: ['m[1]', 'm[2]', 'tau[1]', 'tau[2]', 'L[3]', 's', 'b[1]', 'b[2]', 'b[7]', 'b[8]'],
    fault: 'L ~ lkj_corr_cholesky(0.1)',
  },
  'vectors of groups in groups with a covariance, beside single effects of these and others': {
    text: `${FIELDS}
      Sigma[2, 2] ~ inv_wishart(6, diag(v))  v[2] ~ gamma(4, 4)  s ~ half_normal(1)  c ~ normal(0, 1)
      d[H, 2] ~ multi_normal(0, Sigma)  b[G, 2] ~ multi_normal(d[h], Sigma)
      a[G] ~ normal(0, s)  e[K] ~ normal(0, 0.5)
      observe y ~ normal(b[g, 1] + b[g, 2] * x + a[g] * x ^ 2 + e[k] + c * x, s)`,
    quantities: [
      ...['Sigma[1]', 'Sigma[2]', 'Sigma[4]', 'v[1]', 's', 'c'],
      ...['d[1]', 'd[4]', 'b[1]', 'b[2]', 'a[3]', 'e[2]'],
    ],
    fault: 'c ~ normal(2, 1)',
  },
  'vectors under a logit that is written with auxiliaries': {
    text: `${FIELDS.replace('y: real', 'y: bool')}
      m[2] ~ normal(0, 1)  tau[2] ~ half_normal(1)  L[2, 2] ~ lkj_corr_cholesky(2)
      b[G, 2] ~ multi_normal(m, sd = tau, cholesky_corr = L)
      observe y ~ bernoulli(logits = b[g, 1] + b[g, 2] * x)
      infer { m, b using gibbs }`,
    quantities: ['m[1]', 'm[2]', 'tau[1]', 'tau[2]', 'L[3]', 'b[1]', 'b[2]', 'b[7]', 'b[8]'],
    fault: 'm ~ normal(2, 1)',
  },
  'vectors under Student t errors that are written as a mixture': {
    text: `${FIELDS}
      m[2] ~ normal(0, 1)  tau[2] ~ half_normal(1)  L[2, 2] ~ lkj_corr_cholesky(2)
      b[G, 2] ~ multi_normal(m, sd = tau, cholesky_corr = L)
      observe y ~ student_t(4, b[g, 1] + b[g, 2] * x, 0.5)
      infer { m, b using gibbs }`,
    quantities: ['m[1]', 'm[2]', 'tau[1]', 'tau[2]', 'L[3]', 'b[1]', 'b[2]', 'b[7]', 'b[8]'],
    fault: 'm ~ normal(2, 1)',
  },
};

const GIVEN = { data: datasetOf(DATA), target: 'y', warmup: 200, sweeps: 3 };

/** Each column of b as it should be given the others' last values, but from draws that know nothing of each other. */
function columnsApart(chain: Chain, { graph }: CompiledModel): Chain {
  let start = 0;
  for (const { name, shape } of graph.variables.values()) {
    if (name === 'b') break;
    start += shape.reduce((a, b) => a * b, 1);
  }
  const size = 2 * DATA.G;
  const blocks = chain.blocks.map((block) => {
    if (!/\bb\b/.test(block.name) || block.sampler !== 'gibbs') return block;
    return {
      ...block,
      update: (...given: Parameters<typeof block.update>) => {
        block.update(...given);
        const first = chain.values.slice(start, start + size);
        block.update(...given);
        for (let i = 0; i < size; i += 2) chain.values[start + i] = first[i]!;
      },
    };
  });
  return { ...chain, blocks };
}

// `BNN_REPLICATIONS=5000 BNN_P_VALUES=1` for a closer look than a test needs.
const REPLICATIONS = Number(process.env.BNN_REPLICATIONS ?? 500);

describe.each(Object.entries(MODELS))('%s', (name, model) => {
  const pValue = (changed: Partial<Judged> = {}, priors: readonly string[] = []) => {
    const found = sweepPValue({ ...model, ...GIVEN, ...changed }, REPLICATIONS, name, priors);
    if (process.env.BNN_P_VALUES) console.log(name, priors, found.pValue, found.each);
    return found.pValue;
  };
  it('the sweep leaves the joint distribution as it is', () => {
    expect(pValue()).toBeGreaterThan(FALSE_ALARM);
  }, 300_000);
  it('but not with another prior', () => {
    expect(pValue({}, [model.fault])).toBeLessThan(FALSE_ALARM);
  }, 300_000);
  it('nor where columns are drawn without regard to each other', () => {
    expect(pValue({ spoil: columnsApart })).toBeLessThan(FALSE_ALARM);
  }, 300_000);
});
