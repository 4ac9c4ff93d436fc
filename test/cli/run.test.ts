import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bnn } from './terminal.js';

const SCHOOLS = [
  'examples/eight-schools/eight-schools.bnn',
  ...['--data', 'examples/eight-schools/data.json'],
];
const SMALL = ['--chains', '2', '--warmup', '100', '--draws', '100', '--seed', '1'];
const IRIS = [
  'examples/sparse-mmelu/sparse-mmelu.bnn',
  ...['--data', 'examples/sparse-mmelu/train.csv', '--bind', 'y=species'],
];
const YACHT = [
  'examples/regression/regression.bnn',
  ...['--data', 'examples/yacht/train.csv', '--bind', 'y=residuary_resistance'],
];
const TINY = ['--chains', '1', '--warmup', '20', '--draws', '20', '--max-treedepth', '4'];

interface SummaryDocument {
  readonly directory: string;
  readonly seed: string;
  readonly ok: boolean;
  readonly quantities: readonly Readonly<Record<string, unknown>>[];
  readonly sampler: Readonly<Record<string, unknown>>;
}

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-run-'));
  await bnn(['sample', ...SCHOOLS, ...SMALL, '--out', at('schools')]);
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const json = async (...argv: string[]): Promise<unknown> => {
  const ran = await bnn([...argv, '--json']);
  expect(ran.stderr).toBe('');
  return JSON.parse(ran.stdout);
};

describe('sample', () => {
  it('ends with the summary and says where the run is', async () => {
    const out = at('again');
    const ran = await bnn(['sample', ...SCHOOLS, ...SMALL, '--out', out]);
    expect([0, 2]).toContain(ran.status);
    expect(ran.stdout).toContain('theta[8]');
    expect(ran.stdout).toContain(`the run is in ${out}`);
    expect(ran.stderr).toContain(`seed 1, run directory ${out}`);
    expect(ran.stderr).toMatch(/chain 2: done 100 of 100 draws/);
  });

  it('tells of blocks that no warm-up tuned, and how often each moved', async () => {
    const raw = ['--chains', '2', '--warmup', '0', '--draws', '20', '--seed', '1'];
    const ran = await bnn(['sample', ...SCHOOLS, ...raw, '--out', at('raw')]);
    expect(ran.stdout).toContain('block tau ran without being tuned');
    const summary = (await json('summary', at('raw'))) as {
      readonly findings: readonly { readonly name: string }[];
      readonly sampler: { readonly blocks: readonly Readonly<Record<string, unknown>>[] };
    };
    expect(summary.findings.map(({ name }) => name)).toContain('never_tuned');
    const [tau, rest] = summary.sampler.blocks;
    expect(tau).toMatchObject({ block: 'tau', untuned: [1, 2] });
    expect((tau!.moved as number[]).every((share) => share > 0 && share <= 1)).toBe(true);
    expect(rest).toMatchObject({ moved: [], untuned: [] });
  });

  it('gives the same draws for the same seed, whatever the workers, and others for another', async () => {
    const run = async (name: string, ...more: string[]) => {
      await bnn(['sample', ...SCHOOLS, ...SMALL.slice(0, -2), ...more, '--out', at(name)]);
      return (await bnn(['draws', at(name)])).stdout;
    };
    const first = (await bnn(['draws', at('schools')])).stdout;
    expect(await run('one-worker', '--workers', '1', '--seed', '1')).toBe(first);
    expect(await run('other-seed', '--seed', '2')).not.toBe(first);
  });

  it('draws a seed that is not given, and prints it', async () => {
    const ran = await bnn(['sample', ...SCHOOLS, ...TINY, '--out', at('seeded')]);
    const seed = /^seed (\d+), /m.exec(ran.stderr)?.[1];
    expect(await json('summary', at('seeded'))).toMatchObject({ seed });
  });

  it('never writes into a directory that is there', async () => {
    const before = readdirSync(at('schools'));
    const ran = await bnn(['sample', ...SCHOOLS, ...SMALL, '--out', at('schools')]);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('error BNN0501');
    expect(readdirSync(at('schools'))).toEqual(before);
  });

  it('writes nothing for a wrong model, file, cell or flag', async () => {
    const out = at('nothing');
    for (const argv of [
      ['no-such.bnn', '--data', 'examples/yacht/train.csv'],
      [SCHOOLS[0]!, '--data', 'no-such.json'],
      [SCHOOLS[0]!, '--data', 'examples/yacht/train.csv'],
      [...SCHOOLS, '--chains', '0'],
      [...SCHOOLS, '--prior', 'nu ~ normal(0, 1)'],
      [...SCHOOLS, '--prior', 'tau ~ normall(0, 1)'],
    ]) {
      const ran = await bnn(['sample', ...argv, '--out', out]);
      expect(ran).toMatchObject({ status: 1, stdout: '' });
      expect(ran.stderr).toMatch(/^error BNN\d{4}: /m);
      expect(ran.stderr).not.toMatch(/BNN0699|\n +at /);
      expect(existsSync(out)).toBe(false);
    }
  });
});

describe('an interrupted run', () => {
  it('exits with 130 and resumes to the same draws', async () => {
    const out = at('interrupted');
    const long = ['--chains', '2', '--warmup', '1000', '--draws', '4000', '--seed', '1'];
    let pressed = false;
    const stopped = await bnn(['sample', ...SCHOOLS, ...long, '--out', out], {
      watch: (stderr, interrupt) => {
        if (pressed || !stderr.includes('chain 1: sampling')) return;
        pressed = true;
        interrupt();
      },
    });
    expect(stopped.status).toBe(130);
    expect(stopped.stdout).toContain(`bnn resume ${out}`);
    const resumed = await bnn(['resume', out]);
    expect([0, 2]).toContain(resumed.status);
    await bnn(['sample', ...SCHOOLS, ...long, '--out', at('uninterrupted')]);
    const draws = async (name: string) => (await bnn(['draws', at(name)])).stdout;
    expect(await draws('interrupted')).toBe(await draws('uninterrupted'));
  }, 120_000);
});

describe('summary', () => {
  it('has every quantity and the sampler as a document', async () => {
    const document = (await json('summary', at('schools'))) as SummaryDocument;
    expect(document).toMatchObject({ directory: at('schools'), seed: '1', chains: 2, draws: 100 });
    const names = document.quantities.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['mu', 'tau', 'theta[1]', 'theta[8]']));
    const columns = ['mean', 'sd', 'mcse_mean', 'q5', 'q50', 'q95', 'rhat', 'ess_bulk', 'ess_tail'];
    for (const quantity of document.quantities) {
      for (const column of columns) expect(quantity[column]).toBeTypeOf('number');
    }
    expect(document.sampler).toMatchObject({
      divergences: expect.any(Number),
      max_treedepth_hits: expect.any(Number),
      // No block moves along a trajectory, which alone has an energy.
      e_bfmi: [],
      seconds: { warmup: expect.any(Number), sampling: expect.any(Number) },
    });
  });

  it('exits with 2 when a diagnostic failed', async () => {
    const { status, stdout } = await bnn(['summary', at('schools'), '--json']);
    const { ok } = JSON.parse(stdout) as SummaryDocument;
    // 200 draws cannot have an ESS of 400.
    expect({ ok, status }).toEqual({ ok: false, status: 2 });
  });

  it.each(['summary', 'resume', 'draws'])('%s of what is no run is an error', async (command) => {
    for (const directory of [folder, at('no-such'), 'package.json']) {
      const ran = await bnn([command, directory]);
      expect(ran).toMatchObject({ status: 1, stdout: '' });
      expect(ran.stderr).toMatch(/^error BNN0502/);
    }
  });
});

describe('draws', () => {
  it('come as a table of chosen quantities', async () => {
    const { status, stdout } = await bnn(['draws', at('schools'), '--select', 'theta']);
    const lines = stdout.trimEnd().split('\n');
    expect({ status, lines: lines.length }).toEqual({ status: 0, lines: 201 });
    expect(lines[0]).toMatch(/^chain,draw,theta\[1\]/);
    expect(lines[200]).toMatch(/^2,100,/);
  });

  it('come as a document', async () => {
    const document = (await json('draws', at('schools'), '--select', 'theta[2]')) as {
      values: Record<string, number[][]>;
    };
    expect(document).toMatchObject({ chains: 2, draws: 100 });
    expect(Object.keys(document.values)).toEqual(['theta[2]']);
    expect(document.values['theta[2]']!.map((chain) => chain.length)).toEqual([100, 100]);
  });

  it('of nothing known are an error', async () => {
    const ran = await bnn(['draws', at('schools'), '--select', 'thetta']);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toMatch(/^error BNN0319.*thetta/);
  });
});

describe('predict', () => {
  it('scores a numeric target in its own units', async () => {
    await bnn(['sample', ...YACHT, ...TINY, '--seed', '1', '--out', at('yacht')]);
    const test = ['--data', 'examples/yacht/test.csv'];
    const document = (await json('predict', at('yacht'), ...test)) as { rows: object[] };
    expect(document).toMatchObject({ rmse: expect.any(Number), mean_lpd: expect.any(Number) });
    expect(document.rows).toHaveLength(31);
    expect(Object.keys(document.rows[0]!)).toEqual('row mean sd q5 q50 q95 observed'.split(' '));
    expect(document.rows[0]).toMatchObject({ row: 1, observed: 11.99 });
  }, 60_000);

  it('writes a table once', async () => {
    const argv = [
      'predict',
      at('yacht'),
      '--data',
      'examples/yacht/test.csv',
      '--out',
      at('p.csv'),
    ];
    expect((await bnn(argv)).status).toBe(0);
    const lines = readFileSync(at('p.csv'), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('row,mean,sd,q5,q50,q95,observed');
    expect(lines).toHaveLength(32);
    expect((await bnn(argv)).stderr).toMatch(/^error BNN0318/);
  });

  it('gives the probability of each class', async () => {
    await bnn(['sample', ...IRIS, ...TINY, '--seed', '1', '--out', at('iris')]);
    const test = ['--data', 'examples/sparse-mmelu/test.csv'];
    const document = (await json('predict', at('iris'), ...test)) as {
      rows: { class: string; probabilities: Record<string, number> }[];
    };
    expect(document).toMatchObject({ accuracy: expect.any(Number), mean_lpd: expect.any(Number) });
    const [row] = document.rows;
    expect(Object.keys(row!.probabilities)).toEqual(['setosa', 'versicolor', 'virginica']);
    const total = Object.values(row!.probabilities).reduce((sum, p) => sum + p, 0);
    expect(total).toBeCloseTo(1, 10);
  }, 60_000);

  it('does not depend on whether the target is known', async () => {
    for (const [run, test] of [
      ['yacht', 'examples/yacht/test.csv'],
      ['iris', 'examples/sparse-mmelu/test.csv'],
    ] as const) {
      const unknown = at(`${run}.csv`);
      const lines = readFileSync(test, 'utf8').trimEnd().split('\n');
      writeFileSync(unknown, lines.map((line) => line.replace(/,[^,]*$/, '')).join('\n'));
      const rows = async (data: string) => {
        const { rows } = (await json('predict', at(run), '--data', data)) as { rows: object[] };
        return rows.map((row) => ({ ...row, observed: undefined }));
      };
      expect(await rows(unknown)).toEqual(await rows(test));
    }
  });
});
