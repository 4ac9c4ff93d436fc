import { expect, it } from 'vitest';
import type { BlockStatistics } from '../../src/base/draws.js';
import { diagnose } from '../../src/diagnostics/index.js';
import { makeDraws, nutsStatistics, quantity, type Made } from './draws.js';

const apart: Made['value'] = (stream, chain) => stream.normal() + 3 * chain;

function diagnosed(made: readonly Made[], statistics: readonly BlockStatistics[] = []) {
  return diagnose(makeDraws(made), statistics, 10);
}

it('passes independent draws, and names elements from 1', () => {
  const diagnosis = diagnosed([quantity('mu', 'parameter'), quantity('w', 'parameter', [2, 2])]);
  expect(diagnosis).toMatchObject({ ok: true, chains: 4, draws: 500, findings: [] });
  expect(diagnosis.quantities.map((q) => q.name)).toEqual([
    'mu',
    'w[1,1]',
    'w[1,2]',
    'w[2,1]',
    'w[2,2]',
  ]);
  for (const {
    mean,
    sd,
    mcse_mean,
    rhat,
    ess_bulk,
    ess_tail,
    q5,
    q50,
    q95,
  } of diagnosis.quantities) {
    expect(Math.abs(mean)).toBeLessThan(5 * mcse_mean);
    expect(Math.abs(sd - 1)).toBeLessThan(0.1);
    expect(rhat).toBeLessThan(1.01);
    expect(Math.min(ess_bulk, ess_tail)).toBeGreaterThan(1200);
    expect([q5, q50, q95]).toEqual([q5, q50, q95].sort((a, b) => a - b));
  }
});

it.each(['parameter', 'deterministic', 'generated', 'prediction', 'summary'] as const)(
  'fails a run whose chains disagree on a %s',
  (kind) => {
    const diagnosis = diagnosed([quantity('mu', kind, [], apart)]);
    expect(diagnosis.ok).toBe(false);
    expect(diagnosis.findings.map((f) => f.name)).toEqual(['rhat', 'ess']);
    expect(diagnosis.findings[0]).toMatchObject({ severity: 'failure', quantities: ['mu'] });
  },
);

it('reports weights whose chains disagree, and does not hold them against the run', () => {
  const diagnosis = diagnosed([
    quantity('f.hidden.weight', 'weight', [3, 2], apart),
    quantity('sigma', 'parameter'),
  ]);
  expect(diagnosis.ok).toBe(true);
  expect(diagnosis.quantities[0]!.rhat).toBeGreaterThan(1.5);
  expect(diagnosis.findings).toMatchObject([{ name: 'weights', severity: 'note' }]);
});

it('puts the worst quantity first', () => {
  const diagnosis = diagnosed([
    quantity('a', 'parameter', [], (stream, chain) => stream.normal() + chain / 2),
    quantity('b', 'parameter', [], apart),
    quantity('c', 'parameter'),
  ]);
  expect(diagnosis.findings[0]!.quantities).toEqual(['b', 'a']);
  expect(diagnosis.findings[0]!.what).toMatch(/2 of 3 quantities, worst b at/);
});

it('notes constants without failing', () => {
  const diagnosis = diagnosed([
    quantity('active', 'generated', [], () => 3),
    quantity('z', 'parameter', [], () => 1),
    quantity('half', 'deterministic', [], () => 0.1),
  ]);
  expect(diagnosis.ok).toBe(true);
  expect(diagnosis.findings).toMatchObject([{ name: 'constant', severity: 'note' }]);
  expect(diagnosis.quantities[2]).toMatchObject({ mean: 0.1, sd: 0, q5: 0.1, q95: 0.1, rhat: NaN });
});

it('takes what varies by rounding alone for a constant, and what varies by more for what it is', () => {
  let calls = 0;
  const wobbling = (by: number) => () => 1 + (calls++ % 3) * by;
  const { findings, quantities } = diagnosed([
    quantity('correlation', 'deterministic', [], wobbling(Number.EPSILON)),
    quantity('narrow', 'deterministic', [], wobbling(1e-12)),
  ]);
  expect(findings).toMatchObject([{ name: 'constant', quantities: ['correlation'] }]);
  expect(quantities[0]!.rhat).toBeNaN();
  expect(quantities[1]!.rhat).not.toBeNaN();
});

it('fails a continuous unknown that never moved', () => {
  const diagnosis = diagnosed([quantity('tau', 'parameter', [], () => 0.37)]);
  expect(diagnosis.ok).toBe(false);
  expect(diagnosis.findings).toMatchObject([{ name: 'stuck', severity: 'failure' }]);
});

it('fails chains that are each constant at a place of their own', () => {
  const diagnosis = diagnosed([quantity('tau', 'parameter', [], (_, chain) => chain)]);
  expect(diagnosis.findings.map((f) => f.name)).toContain('rhat');
});

it('fails draws that are not finite', () => {
  const infinite: Made['value'] = (stream, _, draw) => (draw === 7 ? Infinity : stream.normal());
  const diagnosis = diagnosed([quantity('r', 'deterministic', [], infinite)]);
  expect(diagnosis.ok).toBe(false);
  expect(diagnosis.findings).toMatchObject([{ name: 'not_finite', quantities: ['r'] }]);
  expect(diagnosis.quantities[0]).toMatchObject({ rhat: NaN, ess_bulk: NaN, ess_tail: NaN });
});

it('says when there are too few draws to judge', () => {
  const few = diagnose(makeDraws([quantity('mu', 'parameter')], 4, 3), [], 10);
  expect(few.findings).toMatchObject([{ name: 'too_few_draws', severity: 'failure' }]);
  const some = diagnose(makeDraws([quantity('mu', 'parameter')], 4, 50), [], 10);
  expect(some.findings.map((f) => f.name)).toContain('ess');
  expect(some.ok).toBe(false);
});

it('judges one chain by its halves', () => {
  const drift: Made['value'] = (stream, _, draw) => stream.normal() + draw / 100;
  const one = diagnose(makeDraws([quantity('mu', 'parameter', [], drift)], 1), [], 10);
  expect(one.quantities[0]!.rhat).toBeGreaterThan(1.2);
});

it('counts divergences, tree-depth hits and low E-BFMI, and fails on divergences only', () => {
  const sound = nutsStatistics((stream) => [0, 4, stream.normal()]);
  const walk = nutsStatistics((stream, chain, draw) => [
    chain === 1 && draw < 3 ? 1 : 0,
    draw < 5 ? 10 : 4,
    chain === 2 ? draw + stream.normal() : stream.normal(),
  ]);
  const mu = [quantity('mu', 'parameter')];
  expect(diagnosed(mu, [sound])).toMatchObject({ ok: true, findings: [] });
  const { sampler, findings, ok } = diagnosed(mu, [sound, walk]);
  expect(ok).toBe(false);
  expect(sampler).toMatchObject({ divergences: 3, max_treedepth_hits: 20 });
  expect(sampler.e_bfmi[2]).toBeLessThan(0.2);
  expect(sampler.e_bfmi[0]).toBeGreaterThan(1);
  expect(sampler.blocks.map((b) => b.divergences)).toEqual([0, 3]);
  expect(findings.map((f) => [f.name, f.severity])).toEqual([
    ['divergences', 'failure'],
    ['max_treedepth', 'warning'],
    ['e_bfmi', 'warning'],
  ]);
  expect(findings[2]!.what).toContain('chain 3 ');
});

it('fails a block that never moved in some chain, and warns of one that was never tuned', () => {
  const record = { steps: 500, moved: 480, tuned: true };
  const stuck = { ...record, moved: 0 };
  const raw = { ...record, tuned: false };
  const sound = nutsStatistics((stream) => [0, 4, stream.normal()]);
  const mu = [quantity('mu', 'parameter')];
  const { sampler, findings, ok } = diagnosed(mu, [
    { ...sound, records: [record, stuck, record, stuck] },
    { ...sound, block: 'sigma', records: [record, record, raw, record] },
    sound,
  ]);
  expect(ok).toBe(false);
  expect(sampler.blocks.map(({ moved }) => moved)).toEqual([
    [0.96, 0, 0.96, 0],
    [0.96, 0.96, 0.96, 0.96],
    [],
  ]);
  expect(findings.map(({ name, severity, what }) => [name, severity, what])).toEqual([
    [
      'never_moved',
      'failure',
      'the nuts of block theta never accepted a move after warm-up in chains 2, 4',
    ],
    ['never_tuned', 'warning', 'block sigma ran without being tuned'],
  ]);
  const begun = { steps: 0, moved: 0, tuned: false };
  expect(diagnosed(mu, [{ ...sound, records: [begun] }]).findings).toEqual([]);
});

it('takes blocks without trajectories', () => {
  const gibbs: BlockStatistics = { block: 's', sampler: 'gibbs', names: [], chains: [] };
  const { sampler } = diagnosed([quantity('mu', 'parameter')], [gibbs]);
  expect(sampler).toMatchObject({ divergences: 0, max_treedepth_hits: 0, e_bfmi: [] });
});

it('says of each of many elements what it says of one alone', () => {
  const draws = makeDraws([quantity('w', 'weight', [300])], 4, 200);
  const { quantities } = diagnose(draws, [], 10);
  const alone = {
    ...draws,
    quantities: [{ ...draws.quantities[0]!, shape: [], size: 1 }],
    width: 1,
    chains: draws.chains.map((values) => values.filter((_, i) => i % 300 === 122)),
  };
  const [only] = diagnose(alone, [], 10).quantities;
  expect(quantities[122]).toEqual({ ...only, name: 'w[123]' });
});
