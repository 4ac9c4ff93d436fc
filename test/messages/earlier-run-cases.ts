import { check, type Case } from './case.js';

/** A model whose run is a prior below: what can be handed on, and what cannot. */
export const PILOT = `data { x: real[n, d]  y: real[n] }
b[d] ~ normal(0, 1)
wait ~ exponential(1)
hit ~ bernoulli(0.5)
observe y ~ normal(x @ b + wait + hit, 1)
`;
/** Two modes, one to a chain. */
export const ROUGH = `data { y: real[n] }
c ~ normal(0, 3)
observe y ~ normal(c * c, 0.1)
`;
export const PILOT_DATA = 'x1,x2,y\n1,0,3\n0,1,1\n1,1,2\n0,0,0\n';

const MODEL = `data { x: real[n, d]  y: real[n] }
b[d] ~ normal(0, 1)
a ~ normal(0, 1)
sigma ~ half_normal(1)
observe y ~ normal(a + x @ b, sigma)
`;

const swapped = (prior: string, ...more: readonly string[]): Case =>
  check(MODEL, '--prior', prior, ...more);

export const EARLIER_RUNS: Readonly<Record<string, Case>> = {
  BNN0260: swapped('b ~ from_run("pilot.run")'),
  BNN0261: swapped('b ~ mixture(0.9, from_run("pilot.run", b), normal(0, 1))'),
  BNN0262: check(MODEL.replace('normal(0, 1)', 'from_run("runs/pilot", b)')),
  BNN0263: check(MODEL.replace('normal(0, 1)', 'from_run(pilot, b)')),
  BNN0264: swapped('a ~ from_run("pilot.run", b)'),
  BNN0265: {
    files: { 'm.bnn': MODEL },
    argv: ['check', 'm.bnn', '--prior', 'a ~ from_run(p, wait)', '--run', 'p=pilot.run'],
  },
  BNN0266: swapped('a ~ normal("pilot.run", 1)'),
  BNN0352: {
    files: { 'm.bnn': MODEL, 'wide.csv': 'x1,x2,x3,y\n1,2,3,4\n4,5,6,7\n' },
    argv: ['plan', 'm.bnn', '--data', 'wide.csv', '--prior', 'b ~ from_run("pilot.run", b)'],
  },
  BNN0510: swapped('b ~ from_run("pilot.run", beta)'),
  BNN0511: swapped('a ~ from_run("pilot.run", hit)'),
  BNN0512: swapped('a ~ from_run("line.run", b)'),
  BNN0513: swapped('a ~ from_run("rough.run", c)'),
  BNN0514: swapped('a ~ from_run("rough.run", c)'),
  BNN0515: swapped('sigma ~ from_run("pilot.run", wait)'),
  BNN0516: swapped('a ~ normal(0, 2)', '--run', 'pilot=pilot.run'),
  BNN0619: swapped('a ~ normal(0, 2)', '--run', 'pilot.run'),
};
