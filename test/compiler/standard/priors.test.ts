import { describe, expect, it } from 'vitest';
import { condition } from '../../../src/compiler/4-condition/index.js';
import type { CompiledModel } from '../../../src/compiler/6-build/compiled.js';
import { explainPlan } from '../../../src/compiler/explain.js';
import { standardTemplates } from '../../../src/compiler/standard-library.js';
import { checkAgainstJoint } from '../4-condition/against-joint.js';
import { compileText } from '../4-condition/program.js';

const x = Array.from({ length: 9 }, (_, i) => [Math.sin(i), Math.cos(2 * i), i / 9]);
const y = x.map(([a, b]) => a! - b!);

/** As many inputs as units, so that only the names of the axes tell them apart. */
const networkUnder = (prior: string): CompiledModel =>
  compileText(
    `data { x: real[n, d]  y: real[n] }
    network f(x) {
      layer h = dense(x, 3) { weight ~ ${prior}  bias ~ normal(0, 1)  activation = tanh }
      layer o = dense(h, 1) { weight ~ normal(0, 1) }
    }
    observe y ~ normal(f, 0.5)`,
    { x, y },
  );

const GIG = 'generalized_inverse_gaussian';
/** What of each prior has a closed form; the weights themselves, beneath a tanh, have none. */
const CLOSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ard: { v: 'inv_gamma' },
  bayesian_lasso: { lambda2: 'gamma', t: GIG },
  dirichlet_laplace: { t: GIG },
  fan_in_normal: { v: 'inv_gamma' },
  group_laplace: { scale: 'inv_gamma' },
  group_lasso: { lambda2: 'gamma', t: GIG },
  horseshoe: { xi: 'inv_gamma', tau2: 'inv_gamma', nu: 'inv_gamma', lambda2: 'inv_gamma' },
  input_horseshoe: { xi: 'inv_gamma', tau2: 'inv_gamma', nu: 'inv_gamma', lambda2: 'inv_gamma' },
  normal_gamma: { g: 'inv_gamma', psi: GIG },
  r2d2: { xi: 'gamma', t: GIG, psi: GIG },
  regularised_horseshoe: {},
  sparse_laplace: { scale: 'inv_gamma' },
  spike_slab: { p: 'beta', sd: 'root_generalized_inverse_gaussian' },
  spike_slab_laplace: { p: 'beta', scale: 'inv_gamma' },
  ssvs: { p: 'beta' },
  student_mixture: { v: 'inv_gamma' },
  unit_ard: { v: 'inv_gamma' },
  unit_horseshoe: { xi: 'inv_gamma', tau2: 'inv_gamma', nu: 'inv_gamma', lambda2: 'inv_gamma' },
  unit_laplace: { scale: 'inv_gamma' },
  unit_lasso: { lambda2: 'gamma', t: GIG },
};

it('every prior of the library is looked at here', () => {
  const names = standardTemplates().filter(({ kind }) => kind === 'prior');
  expect(names.map(({ name }) => name)).toEqual(Object.keys(CLOSED));
});

describe.each(Object.entries(CLOSED))('%s', (prior, families) => {
  const model = networkUnder(`${prior}()`);
  const conditionals = condition(model.graph);

  it('has these closed forms, and they agree with the joint density', () => {
    const closed = conditionals.flatMap(({ variable, form }) =>
      form.kind === 'exponential' && variable.name.startsWith('f.h.weight.')
        ? [[variable.name.slice('f.h.weight.'.length), form.family.name]]
        : [],
    );
    expect(Object.fromEntries(closed)).toEqual(families);
    for (const name of Object.keys(families)) {
      for (let seed = 0; seed < 3; seed++) checkAgainstJoint(model, `f.h.weight.${name}`, seed);
    }
  });

  it('draws by Gibbs what has a closed form', () => {
    const drawn = model.plan.blocks
      .filter(({ sampler }) => sampler === 'gibbs')
      .flatMap(({ conditionals: members }) => members.map(({ variable }) => variable.name));
    for (const name of Object.keys(families)) expect(drawn).toContain(`f.h.weight.${name}`);
  });
});

it('groups are inputs and units, not the first axes of their size', () => {
  const shown = (prior: string) => explainPlan(networkUnder(prior).plan);
  expect(shown('ard()')).toContain('inv_gamma(2, 0.5 * sum(f.h.weight^2, axis 2) + 0.5)');
  expect(shown('unit_ard()')).toContain('inv_gamma(2, 0.5 * sum(f.h.weight^2, axis 1) + 0.5)');
});

it('Dirichlet-Laplace coefficients of a regression: scales before their normal variances', () => {
  const model = compileText(
    `data { x: real[n, d]  y: real[n] }
    b[d] ~ dirichlet_laplace(0.5)
    infer { b using gibbs }
    observe y ~ normal(x @ b, 0.5)`,
    { x, y },
  );
  // The order of the blocks was checked by the compiler: see 5-assign/sweep.ts.
  const order = model.plan.blocks.map(({ name, sampler }) => `${name} ${sampler}`);
  expect(order).toMatchInlineSnapshot(`
    [
      "mixing(b) gibbs",
      "b gibbs",
      "b.t nuts or hmc",
    ]
  `);
});
