import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planChanges, type LockedBlock, type PlanLock } from '../../src/compiler/plan-lock.js';
import { readPlanLock } from '../../src/exchange/index.js';
import { bnn } from './terminal.js';

const MODEL = 'examples/eight-schools/eight-schools.bnn';
const DATA = ['--data', 'examples/eight-schools/data.json'];
const SHORT = ['--chains', '1', '--warmup', '5', '--draws', '5', '--seed', '1'];

let folder = '';
let lock = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-lock-'));
  lock = join(folder, 'plan.lock.json');
  expect(await bnn(['plan', MODEL, ...DATA, '--write-lock', lock])).toMatchObject({ status: 0 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The lock with its first block drawn by another sampler. */
function otherLock(): string {
  const path = join(folder, 'other.lock.json');
  const written = JSON.parse(readFileSync(lock, 'utf8')) as PlanLock;
  const blocks = written.blocks.map((block, i) => (i === 0 ? { ...block, sampler: 'hmc' } : block));
  writeFileSync(path, JSON.stringify({ ...written, blocks }));
  return path;
}

it('a lock holds what each block does, and the compiler that chose it', () => {
  const { package: version, model, blocks } = readPlanLock(lock);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(model).toBe('eight-schools.bnn');
  expect(blocks).toMatchObject([
    { name: 'tau', sampler: 'slice', form: 'density', integrated: ['mu', 'theta'] },
    { name: 'mu, theta', sampler: 'gibbs', form: 'multivariate normal' },
  ]);
});

it('is never written over', async () => {
  const before = readFileSync(lock, 'utf8');
  const ran = await bnn(['plan', MODEL, ...DATA, '--write-lock', lock]);
  expect(ran).toMatchObject({ status: 1, stdout: '' });
  expect(ran.stderr).toContain('error BNN0318');
  expect(readFileSync(lock, 'utf8')).toBe(before);
});

it('plan is content with the same plan, and names the blocks of another', async () => {
  expect(await bnn(['plan', MODEL, ...DATA, '--lock', lock])).toMatchObject({
    ...{ status: 0, stderr: '' },
  });
  const ran = await bnn(['plan', MODEL, ...DATA, '--lock', otherLock()]);
  expect(ran.status).toBe(1);
  expect(ran.stderr).toMatch(/error BNN0407: [^]*tau has sampler slice, not hmc/);
  expect(ran.stdout).toContain('multivariate normal');
  const { status, stdout } = await bnn(['plan', MODEL, ...DATA, '--lock', otherLock(), '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ change: { code: 'BNN0407' } });
});

it('another prior that costs a closed form is another plan', async () => {
  const prior = ['--prior', 'tau ~ half_normal(5)'];
  const ran = await bnn(['plan', MODEL, ...DATA, ...prior, '--lock', lock]);
  expect(ran.stderr).toContain('tau (gibbs) is new');
});

describe('sample', () => {
  it('stops before anything is written where the plan is another', async () => {
    const out = join(folder, 'stopped.run');
    const held = ['--lock', otherLock(), '--out', out];
    const ran = await bnn(['sample', MODEL, ...DATA, ...SHORT, ...held]);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('error BNN0407');
    expect(existsSync(out)).toBe(false);
  });

  it('goes on where it is told to, and says so', async () => {
    const held = ['--lock', otherLock(), '--accept-plan', '--out', join(folder, 'accepted.run')];
    const ran = await bnn(['sample', MODEL, ...DATA, ...SHORT, ...held]);
    expect(ran.stderr).toContain('warning BNN0407');
    expect(ran.status).not.toBe(1);
  });

  it('samples where the plan is the locked one', async () => {
    const held = ['--lock', lock, '--out', join(folder, 'same.run')];
    const ran = await bnn(['sample', MODEL, ...DATA, ...SHORT, ...held]);
    expect(ran.status).not.toBe(1);
    expect(ran.stderr).not.toContain('BNN0407');
  });
});

describe('planChanges', () => {
  const block = (name: string, more: Partial<LockedBlock> = {}): LockedBlock => ({
    ...{ name, sampler: 'gibbs', form: 'normal', quantities: [name] },
    ...{ integrated: [], standardised: [], steps: 0, trajectories: 0, metric: '' },
    ...more,
  });
  const plan = [block('a'), block('a', { sampler: 'nuts', form: 'density' }), block('b')];

  it('finds none in the same plan', () => {
    expect(planChanges(plan, plan)).toEqual([]);
  });

  it.each<[string, readonly LockedBlock[], string[]]>([
    ['a block gone', plan.slice(0, 2), ['b (gibbs) is gone']],
    ['a block more', [...plan, block('c')], ['c (gibbs) is new']],
    [
      'the second of two of a name',
      plan.with(1, block('a')),
      ['a has sampler gibbs, not nuts and form normal, not density'],
    ],
    [
      'what is integrated out',
      plan.with(2, block('b', { integrated: ['c', 'd'] })),
      ['b has integrated c, d, not none'],
    ],
    [
      'the order alone',
      [plan[2]!, plan[0]!, plan[1]!],
      ['the order of a sweep is b (gibbs), then a (gibbs), then a (nuts)'],
    ],
  ])('%s', (_, now, changes) => {
    expect(planChanges(plan, now)).toEqual(changes);
  });
});

it.each([
  ['', 'JSON'],
  ['[]', 'no entry `lock`'],
  ['{ "lock": 9 }', 'format 9'],
  ['{ "lock": 1, "package": "1.0.0" }', 'not both texts'],
  ['{ "lock": 1, "package": "1.0.0", "model": "m", "blocks": 1 }', 'not a list'],
  [
    '{ "lock": 1, "package": "1.0.0", "model": "m", "blocks": [{ "name": 1, "steps": 0 }] }',
    '`name`',
  ],
  ['{ "lock": 1, "package": "1.0.0", "model": "m", "blocks": [{}] }', '`steps`'],
])('%s is no lock', async (content, reason) => {
  const path = join(folder, 'wrong.lock.json');
  writeFileSync(path, content);
  const ran = await bnn(['plan', MODEL, ...DATA, '--lock', path]);
  expect(ran).toMatchObject({ status: 1, stdout: '' });
  expect(ran.stderr).toContain('error BNN0335');
  expect(ran.stderr).toContain(reason);
});
