import { check, type Case } from './case.js';
import { COMBINED, COMBINED_WITH_DATA } from './combined-cases.js';

const SCHOOLS = `data { y: real[J]  sigma: positive[J] }
mu ~ normal(0, 5)
tau ~ half_cauchy(5)
theta[J] ~ normal(mu, tau)
observe y ~ normal(theta, sigma)
`;
const LINE = `data { x: real[n, d]  y: real[n] }
b[d] ~ normal(0, 1)
observe y ~ normal(x @ b, 1)
`;
const GROUPS = `data { y: real[n]  g: index[n] of G }
a[G] ~ normal(0, 1)
observe y ~ normal(a[g], 1)
`;
const TABLE = 'x1,x2,y\n1,2,3\n4,5,6\n';

const network = (activation: string): string => `data { x: real[n, d]  y: real[n] }
network f(x) {
  layer h = dense(x, 3) { weight ~ normal(0, 1)  activation = ${activation} }
  layer o = dense(h, 1) { weight ~ normal(0, 1) }
}
observe y ~ normal(f, 1)
`;

const bound = (text: string, name: string, data: string | Uint8Array, ...more: string[]): Case => ({
  files: { 'm.bnn': text, [name]: data },
  argv: ['check', 'm.bnn', '--data', name, ...more],
});

const table = (data: string | Uint8Array, ...more: string[]): Case =>
  bound(LINE, 'data.csv', data, ...more);

const sampled = (text: string, data: string): Case => ({
  files: { 'm.bnn': text, 'data.json': data },
  argv: ['sample', 'm.bnn', '--data', 'data.json', '--chains', '1', '--seed', '1'],
});

const typed = (...argv: readonly string[]): Case => ({ argv });

export const SYNTAX: Readonly<Record<string, Case>> = {
  BNN0101: check('mu ~ normal(0, 1) §\n'),
  BNN0102: check('mu ~ normal(0, 1)\n/* and so on\n'),
  BNN0103: check('data { y: real[n] }\nmu <- normal(0, 1)\nobserve y ~ normal(mu, 1)\n'),
  BNN0104: check('data { y: real[n] }\nmu ~ normal(0, 1);\nobserve y ~ normal(mu, 1)\n'),
  BNN0105: check('data { y: real[n] }\nfor (i in 1:n) { y[i] ~ normal(0, 1) }\n'),
  BNN0106: check('data { y: real[n]\nmu ~ normal(0, 1)\n'),
  BNN0107: check('data { y: real[n] }\nmu ~ normal(0, 1))\nobserve y ~ normal(mu, 1)\n'),
  BNN0108: check('data { y: real[n] }\nmu ~ ~ normal(0, 1)\nobserve y ~ normal(mu, 1)\n'),
  BNN0109: check('data { y: real[n] }\nmu ~'),
  BNN0111: check(`mu ~ normal(${'('.repeat(20_000)}0${')'.repeat(20_000)}, 1)\n`),
  BNN0110: check('use prior horseshoe from "shared\n'),
};

export const MODEL: Readonly<Record<string, Case>> = {
  ...COMBINED,
  BNN0280: check(`data { y: real[n] }
mu ~ normal(0, sd = 1)
tau ~ half_normal(1)
theta ~ normal(mu, sd = tau)
observe y ~ normal(0, sd = tau)
`),
  BNN0281: check(`data { y: real[n] }
mu ~ normal(0, sd = 1)
nu ~ flat()
observe y ~ normal(mu, sd = 1)
`),
  BNN0282: check(`data { y: real[n]  g: index[n] of G }
tau ~ flat_positive()
a[G] ~ normal(0, sd = tau)
observe y ~ normal(a[g], sd = 1)
`),
  BNN0283: check(`data { x: real[n, d]  y: real[n] }
network f(x) {
  layer hidden = dense(x, 50) { weight ~ normal(0, sd = 1)  activation = tanh }
  layer output = dense(hidden, 1) { weight ~ normal(0, sd = 1) }
}
observe y ~ normal(f, sd = 1)
`),
  BNN0284: check(`data { x: real[n, d]  y: real[n] }
activation bent(x; slope: positive) = slope * max(x, 0)
network f(x) {
  layer hidden = dense(x, 4) { weight ~ normal(0, sd = 1)  activation = bent(slope ~ half_normal(1)) }
  layer output = dense(hidden, 1) { weight ~ normal(0, sd = 1) }
}
observe y ~ normal(f, sd = 1)
`),
  BNN0285: check(`data { x: real[n, d]  y: real[n] }
network f(x) {
  layer a = dense(x, 4) { weight ~ normal(0, sd = 1)  activation = tanh }
  layer b = dense(a, 4) { weight ~ normal(0, sd = 1)  bias ~ normal(-9, sd = 1)  activation = relu }
  layer output = dense(b, 1) { weight ~ normal(0, sd = 1) }
}
observe y ~ normal(f, sd = 1)
`),
  BNN0219: check(`data { x: real[n, d]  y: real[n] }
network f(x) {
  layer a = dense(x, 3) { weight ~ normal(0, 1) }
  layer b = dense(x, 4) { weight ~ normal(0, 1) }
  layer c = add(a, b)
}
observe y ~ normal(sum(f), 1)
`),
  BNN0224: check(SCHOOLS, '--prior', 'taut ~ half_normal(1)'),
  BNN0226: check('mu ~ normal(0, 1)\n'),
  BNN0227: check(`${SCHOOLS}nu ~ normal(0, 1)\n`),
  BNN0228: check('data { y: real[n]  z: real[n] }\nmu ~ normal(0, 1)\nobserve y ~ normal(mu, 1)\n'),
  BNN0229: check('data { y: real[n] }\nmu ~ flat()\nobserve y ~ normal(mu, 1)\n'),
  BNN0250: check(`use prior horse_shoe\n${SCHOOLS}`),
  BNN0251: check(`use prior narrow from "priors.bnn"\n${SCHOOLS}`),
  BNN0252: {
    files: {
      'm.bnn': `use prior narrow from "a.bnn"\n${SCHOOLS}`,
      'a.bnn': 'use prior narrow from "b.bnn"\n',
      'b.bnn': 'use prior narrow from "a.bnn"\n',
    },
    argv: ['check', 'm.bnn'],
  },
  BNN0253: check(`activation bend(x; a) { bent = a * x }\n${network('bend(a ~ normal(0, 1))')}`),
  BNN0254: check(`activation bend(x) { a ~ normal(0, 1)  bend = a * x }\n${network('bend')}`),
  BNN0255: check(SCHOOLS, '--prior', 'mu ~ ard()'),
  BNN0256: check(SCHOOLS, '--prior', 'mu ~ normal(sum(j for j in 1:J), 1)'),
  BNN0240: check('data { y: real[n] }\nmu ~ ordered(normal(0, 1))\nobserve y ~ normal(mu, 1)\n'),
  BNN0241: check(`data { y: real[n, d]  S: real[n, n] }
mu[d] ~ normal(0, 1)
observe y ~ multi_normal(mu, cov = S)
`),
  BNN0243: check(
    'data { x: real[n, d]  y: real[n] }\ns ~ normal(sum(cholesky(x)), 1)\nobserve y ~ normal(s, 1)\n',
  ),
  BNN0242: check(
    'data { y: real[n] }\nmu[2] ~ ordered(poisson(3))\nobserve y ~ normal(mu[1], 1)\n',
  ),
};

export const DATA: Readonly<Record<string, Case>> = {
  ...COMBINED_WITH_DATA,
  BNN0371: bound(LINE, 'x.npy', 'x,y\n1,2\n'),
  BNN0372: {
    files: { 'm.bnn': LINE, 'a.csv': TABLE, 'b.csv': TABLE },
    argv: ['check', 'm.bnn', '--data', 'a.csv,b.csv'],
  },
  BNN0370: sampled(
    'data { x: real[n, h, w, 1]  y: real[n] }\nnetwork f(x) { layer p = max_pool(x, 3) }\nobserve y ~ normal(sum(f), 1)\n',
    '{ "x": [[[[1], [2]], [[3], [4]]]], "y": [1] }',
  ),
  BNN0338: bound(
    'data { p: simplex[n, K] }\na ~ gamma(2, 1)\nobserve p ~ dirichlet(a)\n',
    'data.json',
    '{ "p": [[0.5, 0.5], [0.5, 0.4]] }',
  ),
  BNN0301: { files: { 'm.bnn': LINE }, argv: ['check', 'm.bnn', '--data', 'dada.csv'] },
  BNN0302: { files: { 'm.bnn': LINE }, argv: ['check', 'm.bnn', '--data', 'folder.csv'] },
  BNN0303: bound(LINE, 'data.xlsx', 'x'),
  BNN0304: bound(LINE, 'data.csv.gz', TABLE),
  BNN0305: table(Uint8Array.of(0x78, 0x0a, 0xe9, 0x0a)),
  BNN0306: table(''),
  BNN0307: table('1,2,3\n4,5,6\n'),
  BNN0308: table('x1,,y\n1,2,3\n'),
  BNN0309: table('x1,y,y\n1,2,3\n'),
  BNN0310: table('x1,x2,y\n'),
  BNN0311: table('x1,x2,y\n1,2,3\n4,5\n6,7,8,9\n'),
  BNN0312: table('x1,x2,y\n1,"2,3\n'),
  BNN0313: table('x1;x2;y\n1;2;3\n'),
  BNN0314: bound(SCHOOLS, 'data.json', '{ "y": [1, 2,], "sigma": [1, 1] }'),
  BNN0315: bound(SCHOOLS, 'data.json', '[1, 2]'),
  BNN0316: bound(LINE, 'data.json', '{ "x": [[1, 2], [3]], "y": [1, 2] }'),
  BNN0317: bound(SCHOOLS, 'data.json', '{ "y": [1, null], "sigma": { "a": 1 } }'),
  BNN0318: {
    files: { 'taken.csv': 'x\n1\n' },
    argv: ['predict', 'line.run', '--data', 'data.csv', '--out', 'taken.csv'],
  },
  BNN0319: typed('draws', 'line.run', '--select', 'bb'),
  BNN0320: table('x1,x2,yy\n1,2,3\n'),
  BNN0321: table(TABLE, '--bind', 'y=price'),
  BNN0322: table('x1,x2,y\n1,2,3\n4,5,six\n'),
  BNN0323: table('x1,x2,y\n1,,3\n4,5,NA\n'),
  BNN0324: bound(SCHOOLS, 'data.json', '{ "y": [1, 2], "sigma": [1, -1] }'),
  BNN0325: {
    files: { 'new.csv': 'y,g\n1,c\n' },
    argv: ['predict', 'groups.run', '--data', 'new.csv'],
  },
  BNN0326: bound(SCHOOLS, 'data.json', '{ "y": [1, 2], "sigma": [1, 1, 1] }'),
  BNN0327: bound(LINE, 'data.json', '{ "x": [1, 2], "y": [1, 2] }'),
  BNN0328: table('y\n1\n2\n'),
  BNN0329: {
    files: {
      'm.bnn': 'data { y: real[n] }\nm ~ normal(0, 1)\nobserve y[3] ~ normal(m, 1)\n',
      'data.csv': 'y\n1\n2\n',
    },
    argv: ['plan', 'm.bnn', '--data', 'data.csv'],
  },
  BNN0330: bound(LINE.replace('[n, d]', '[n, 3]').replace('b[d]', 'b[3]'), 'data.csv', TABLE),
  BNN0331: {
    files: { 'new.json': '{ "y": [1, 2], "sigma": [1, 1] }' },
    argv: ['predict', 'schools.run', '--data', 'new.json'],
  },
  BNN0332: bound(GROUPS, 'data.json', '{ "y": [1, 2, 3, 4], "g": [1, 0, 1.5, 1e9] }'),
  BNN0333: bound(
    GROUPS.replace('of G', 'of 3').replace('a[G]', 'a[3]'),
    'data.csv',
    'y,g\n1,a\n2,b\n',
  ),
  BNN0337: {
    files: { 'new.csv': 'x1,xx2\n1,2\n' },
    argv: ['predict', 'line.run', '--data', 'new.csv'],
  },
  BNN0336: bound(
    LINE.replace('y: real[n]', 'y: real[n] standardize'),
    'data.csv',
    'x1,x2,y\n1,2,3\n4,5,1e300\n',
  ),
  BNN0334: typed('predict', 'line.run', '--data', 'data.csv', '--out', 'no/such/p.csv'),
  BNN0335: {
    files: { 'plan.lock.json': '{ "lock": 2 }' },
    argv: ['plan', 'schools.bnn', '--data', 'schools.json', '--lock', 'plan.lock.json'],
  },
};

const MEAN = `data { y: real[n] }
m ~ normal(0, 9)
v ~ inv_gamma(1, 1)
observe y ~ normal(m, var = v)
`;
const Y = '{ "y": [1, 2, 3] }';
const planned = (text: string): Case => ({
  files: { 'm.bnn': text, 'data.json': Y },
  argv: ['plan', 'm.bnn', '--data', 'data.json'],
});

/** As a compiler that knew no closed form for v, and drew what is no longer there, would have written it. */
const OLD_LOCK = JSON.stringify({
  ...{ lock: 1, package: '0.0.1', model: 'm.bnn' },
  blocks: [
    lockedBlock({ name: 'v', sampler: 'nuts', form: 'density' }),
    lockedBlock({ name: 'w', sampler: 'slice', form: 'density' }),
  ],
});

function lockedBlock(block: { readonly name: string; sampler: string; form: string }): object {
  return { ...block, quantities: [block.name], integrated: [], standardised: [], steps: 0 };
}

export const PLAN: Readonly<Record<string, Case>> = {
  BNN0401: planned('data { y: real[n] }\nk ~ poisson(3)\nobserve y ~ normal(k, 1)\n'),
  BNN0402: planned(`${MEAN}infer { m using nutz }\n`),
  BNN0403: planned(
    'data { y: real[n] }\ns ~ lognormal(0, 1)\nobserve y ~ normal(0, s)\ninfer { s using gibbs }\n',
  ),
  BNN0404: sampled('data { y: real[n] }\nm ~ flat()\nobserve y ~ normal(0, 1)\n', Y),
  BNN0405: sampled(
    'data { y: real[n] }\na ~ normal(0, 1)\nobserve y ~ uniform(exp(a), exp(a) + 1)\n',
    '{ "y": [1, 100] }',
  ),
  BNN0406: planned(`${MEAN}infer { v using gibbs  v using nuts }\n`),
  BNN0408: {
    files: {
      'm.bnn': 'data { y: real[n] }\nmu ~ flat()\nobserve y ~ normal(mu, 1)\n',
      'data.json': '{"y": [1, 2]}',
    },
    argv: ['prior', 'm.bnn', '--data', 'data.json'],
  },
  BNN0409: planned(`${MEAN}infer { m using slice(metric = dense) }\n`),
  BNN0410: planned(`${MEAN}infer { m using hmc(steps = some) }\n`),
  BNN0407: {
    files: { 'm.bnn': MEAN, 'data.json': Y, 'plan.lock.json': OLD_LOCK },
    argv: ['sample', 'm.bnn', '--data', 'data.json', '--lock', 'plan.lock.json'],
  },
};

export const RUN: Readonly<Record<string, Case>> = {
  BNN0501: {
    files: { 'm.bnn': SCHOOLS },
    argv: ['sample', 'm.bnn', '--data', 'schools.json', '--out', 'schools.run'],
  },
  BNN0502: typed('summary', 'folder.csv'),
  BNN0503: typed('summary', 'newer.run'),
  BNN0504: typed('summary', 'damaged.run'),
  BNN0505: typed('summary', 'interrupted.run'),
  BNN0506: typed('resume', 'locked.run'),
  BNN0507: typed('resume', 'older.run'),
};

export const COMMAND: Readonly<Record<string, Case>> = {
  BNN0650: typed('lib', 'show', 'horse_shoe'),
  BNN0651: typed('lib', 'list', 'horseshoe'),
  BNN0601: typed('sample', 'm.bnn', '--chain', '3'),
  BNN0602: typed('sampel', 'm.bnn'),
  BNN0603: typed('summary'),
  BNN0604: typed('draws', 'line.run', '--select'),
  BNN0605: typed('plan', 'm.bnn'),
  BNN0606: typed('summary', 'line.run', 'groups.run'),
  BNN0607: typed('sample', 'm.bnn', '--data', 'data.csv', '--chains', 'four'),
  BNN0608: typed('sample', 'm.bnn', '--data', 'data.csv', '--adapt-delta', '1'),
  BNN0609: typed('check', 'mm.bnn'),
  BNN0610: typed('check', 'folder.csv'),
  BNN0611: typed('draws', 'line.run', '--format', 'xml'),
  BNN0612: typed('check', 'm.bnn', '--bind', 'y'),
  BNN0613: typed('check', 'm.bnn', '--prior', 'tau'),
  BNN0614: typed('plan', 'm.bnn', '--data', 'a.csv', '--data', 'b.csv'),
  BNN0615: typed(),
  BNN0617: typed('graph', 'schools.bnn', '--dot', '--svg'),
  BNN0616: typed('plan', 'm.bnn', '--data', ''),
  BNN0618: {
    files: { 'm.bnn': 'mu~normal(0,sd=1)' },
    argv: ['fmt', '--check', 'm.bnn'],
  },
  BNN0620: typed('activations', 'line.run'),
};

export { GROUPS, LINE, SCHOOLS, TABLE };
