import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import type { TrajectoryRecord } from '../../src/base/draws.js';
import type { Diagnosis, Finding, QuantitySummary } from '../../src/diagnostics/index.js';
import { renderSummary } from '../../src/report/index.js';

function quantity(name: string, changes: Partial<QuantitySummary> = {}): QuantitySummary {
  return {
    ...{ name, quantity: name.replace(/\[.*/, ''), kind: 'parameter', regularity: 'varying' },
    ...{ mean: 4.4267, sd: 3.3112, mcse_mean: 0.0621, q5: -1.0049, q50: 4.3871, q95: 9.8765 },
    ...{ rhat: 1.0014, ess_bulk: 2843.4, ess_tail: 1999.6 },
    ...changes,
  };
}

function diagnosis(
  quantities: readonly QuantitySummary[],
  findings: readonly Finding[] = [],
  trajectories: readonly TrajectoryRecord[] = [],
): Diagnosis {
  const block = { divergences: 0, max_treedepth_hits: 0, e_bfmi: [0.951, 1.04] };
  const moves = { moved: [0.98, 1], untuned: [], trajectories };
  const sampler = { ...block, blocks: [{ ...block, ...moves, block: 'mu', sampler: 'nuts' }] };
  const ok = findings.every(({ severity }) => severity !== 'failure');
  return { chains: 4, draws: 1000, quantities, sampler, findings, ok };
}

const theta = [
  quantity('theta[1]', { q5: 0, q50: 2, q95: 4 }),
  quantity('theta[2]', { q5: 4, q50: 6, q95: 8 }),
];

it('shows the digits that the Monte Carlo error supports', () => {
  const text = renderSummary(diagnosis([quantity('mu')]), { color: false });
  expect(text).toBe(
    [
      '4 chains of 1000 draws after warm-up, 1 value a draw',
      '',
      '    mean  error    sd    5 %  50 %  95 %  R-hat  ESS bulk  ESS tail',
      'mu  4.43   0.06  3.31  -1.00  4.39  9.88  1.001      2843      2000',
      '',
      'sampled mu by nuts',
      'divergences 0, tree-depth hits 0, E-BFMI 0.95 1.04',
      '',
      'Every check passed: the draws can be used.',
    ].join('\n'),
  );
});

it('colours what fails, and only on request', () => {
  const bad = diagnosis([quantity('mu', { rhat: 1.2, ess_bulk: 12 })]);
  const painted = renderSummary(bad, { color: true });
  expect(painted).toContain('\u001b[31m1.200');
  const plain = renderSummary(bad, { color: false });
  expect(stripVTControlCharacters(painted)).toBe(plain);
  expect(stripVTControlCharacters(plain)).toBe(plain);
});

it('puts the intervals of an array on one scale', () => {
  const options = { color: false, unicode: true };
  const lines = renderSummary(diagnosis(theta), options).split('\n');
  expect(lines[3]).toMatch(/2000 {2}─{5}●─{5}$/);
  expect(lines[4]).toMatch(/ {2} {10}─{5}●─{5}$/);
  expect(renderSummary(diagnosis(theta), { color: false })).not.toContain('●');
});

it('goes without the plot and the error where the terminal is narrow', () => {
  const text = renderSummary(diagnosis(theta), { color: false, unicode: true, width: 72 });
  expect(text).not.toContain('●');
  expect(text).toContain('ESS tail');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
});

it('shows a line an array of weights, and each weight on request', () => {
  const kind = 'weight' as const;
  const weights = [1, 2].flatMap((i) =>
    [1, 2, 3].map((j) =>
      quantity(`f.hidden.weight[${String(i)},${String(j)}]`, { kind, mean: 3, sd: 4, rhat: 1.3 }),
    ),
  );
  const short = renderSummary(diagnosis([quantity('sigma'), ...weights]), { color: false });
  expect(short).toContain('f.hidden.weight  [2,3]       6  5.00         1.300        2843');
  expect(short).not.toContain('f.hidden.weight[1,1]');
  const all = renderSummary(diagnosis([quantity('sigma'), ...weights]), { color: true, all: true });
  expect(all).toContain('f.hidden.weight[2,3]');
  // Weights are not held against a run, so they are not marked either.
  expect(all).not.toContain('\u001b[31m1.300');
});

it('says how many elements it leaves out', () => {
  const many = Array.from({ length: 30 }, (_, k) => quantity(`f[${String(k + 1)}]`));
  const text = renderSummary(diagnosis(many), { color: false, limit: 4 });
  expect(text).toContain('f[4]');
  expect(text).not.toContain('f[5]');
  expect(text).toContain('f: 26 more, not shown');
  expect(renderSummary(diagnosis(many), { color: false, limit: 4, all: true })).toContain('f[30]');
});

it('shows constants and quantities without diagnostics', () => {
  const none = { rhat: NaN, ess_bulk: NaN, ess_tail: NaN, mcse_mean: NaN };
  const constant = {
    ...none,
    regularity: 'constant',
    mean: 3,
    sd: 0,
    q5: 3,
    q50: 3,
    q95: 3,
  } as const;
  const text = renderSummary(diagnosis([quantity('k', constant)]), { color: false });
  expect(text).toMatch(/^k +3 +- +0 +3 +3 +3 +- +- +-$/m);
});

it('explains each finding within the width', () => {
  const finding: Finding = {
    name: 'rhat',
    severity: 'failure',
    what: 'the chains disagree: R-hat is above 1.01 for 1 of 41 quantities',
    why: 'they have not yet settled on one distribution, so means may be wrong',
    instead: 'run longer',
    quantities: ['mu'],
  };
  const lines = renderSummary(diagnosis([], [finding]), { color: false, width: 50 }).split('\n');
  expect(lines.slice(5)).toEqual([
    'FAILED   the chains disagree: R-hat is above 1.01',
    '         for 1 of 41 quantities',
    '         why: they have not yet settled on one',
    '         distribution, so means may be wrong',
    '         instead: run longer',
    '',
    '1 check failed: do not rely on these draws yet.',
  ]);
});

it('says what warm-up chose for trajectories, and by which figures', () => {
  const record = { nuts: 0.0123, hmc: 0.0456, steps: 3, trials: 96 };
  const chosen = [
    { ...record, length: 3 },
    { ...record, length: 'nuts' as const, hmc: 0.011 },
  ];
  expect(renderSummary(diagnosis([quantity('mu')], [], chosen), { color: false })).toContain(
    'mu: chosen in warm-up by effective draws for the cost, chain 1 hmc of 3 steps (nuts 0.012, hmc of 3 steps 0.046); chain 2 nuts (nuts 0.012, hmc of 3 steps 0.011)',
  );
});
