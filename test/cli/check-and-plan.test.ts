import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bnn } from './terminal.js';

const MODEL = 'examples/eight-schools/eight-schools.bnn';
const DATA = 'examples/eight-schools/data.json';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-check-'));
  writeFileSync(
    join(folder, 'wrong.bnn'),
    'data { y: real[n] }\nmu ~ normall(0, 1)\nobserve y ~ normal(mu, sigma)\n',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('check', () => {
  it('says that a model is well formed, and that data fit it', async () => {
    expect(await bnn(['check', MODEL])).toEqual({
      status: 0,
      stdout: `${MODEL} is well formed\n`,
      stderr: '',
    });
    const ran = await bnn(['check', MODEL, '--data', DATA]);
    expect(ran).toMatchObject({ status: 0, stdout: `${MODEL} is well formed and fits ${DATA}\n` });
  });

  it('prints every problem on stderr', async () => {
    const { status, stdout, stderr } = await bnn(['check', join(folder, 'wrong.bnn')]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.match(/^error BNN\d{4}/gm)?.length).toBeGreaterThanOrEqual(2);
    expect(stderr).toContain('wrong.bnn:2:');
  });

  it('has a document either way', async () => {
    const right = await bnn(['check', MODEL, '--json']);
    expect(JSON.parse(right.stdout)).toEqual({ model: MODEL, ok: true, diagnostics: [] });
    const wrong = await bnn(['check', join(folder, 'wrong.bnn'), '--json']);
    expect(wrong).toMatchObject({ status: 1, stderr: '' });
    const document = JSON.parse(wrong.stdout) as { diagnostics: object[] };
    expect(document.diagnostics[0]).toMatchObject({ severity: 'error', line: 2 });
  });
});

describe('plan', () => {
  it('shows bindings, sizes and blocks', async () => {
    const { status, stdout } = await bnn(['plan', MODEL, '--data', DATA]);
    expect(status).toBe(0);
    expect(stdout).toContain('J = 8');
    expect(stdout).toMatch(/tau.*slice/);
    expect(stdout).toMatch(/mu, theta.*gibbs.*multivariate normal, 9 dims/);
  });

  it('has them as a document, for a swapped prior too', async () => {
    const prior = ['--prior', 'tau ~ half_normal(5)'];
    const { stdout } = await bnn(['plan', MODEL, '--data', DATA, ...prior, '--json']);
    const document = JSON.parse(stdout) as { blocks: object[] };
    expect(document).toMatchObject({ model: MODEL, sizes: { J: 8 }, warnings: [] });
    expect(document.blocks).toContainEqual(
      expect.objectContaining({ quantities: ['tau'], sampler: 'gibbs' }),
    );
  });
});

it('data as other programs write them are read, whatever a column is called', async () => {
  const [model, data] = [join(folder, 'line.bnn'), join(folder, 'odd.csv')];
  writeFileSync(
    model,
    'data { x: real[n]  y: real[n] }  b ~ normal(0, 1)  observe y ~ normal(b * x, 1)',
  );
  // A byte-order mark, line ends of Windows, quotes, spaces, an empty line, and a comma in a name.
  writeFileSync(data, '\uFEFF"größe","y = a, b"\r\n"1", 2\r\n\r\n 3 ,"4.5e0"\r\n');
  const bound = ['--bind', 'x=größe', '--bind', 'y=y = a, b'];
  const ran = await bnn(['plan', model, '--data', data, ...bound]);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toContain('x <- größe (2)\ny <- y = a, b (2)\nn = 2');
});

describe('--print', () => {
  it.each([
    ['check', 'program', 'data {\n  y: real[J]'],
    ['check', 'model', 'unknowns\n  mu ~ normal(0, 5)\n  tau ~ half_normal(5)'],
    ['plan', 'graph', 'theta ~ normal\n    joins theta, mu, tau'],
    ['plan', 'conditionals', 'theta\n  form     normal('],
  ])('%s shows the %s, as text and in the document', async (command, stage, part) => {
    const prior = ['--prior', 'tau ~ half_normal(5)'];
    const argv = [command, MODEL, '--data', DATA, ...prior, '--print', stage];
    const { status, stdout, stderr } = await bnn(argv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(part);
    const document = await bnn([...argv, '--json']);
    expect(JSON.parse(document.stdout)).toHaveProperty(stage, stdout.trimEnd());
  });

  it('shows problems alone where there are any', async () => {
    const ran = await bnn(['check', join(folder, 'wrong.bnn'), '--print', 'model']);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('what cannot be used', () => {
  const withData = (...more: string[]) => ['plan', MODEL, '--data', DATA, ...more];
  it.each([
    ['BNN0609', ['check', 'no-such.bnn']],
    ['BNN0610', ['check', 'examples']],
    ['BNN0301', ['plan', MODEL, '--data', 'no-such.csv']],
    ['BNN0303', ['plan', MODEL, '--data', MODEL]],
    ['BNN0613', withData('--prior', 'tau')],
    ['BNN0613', withData('--prior', 'tau ~')],
    ['BNN0612', withData('--bind', 'y')],
    ['BNN0320', ['plan', MODEL, '--data', 'examples/yacht/train.csv']],
  ])('%s: %j', async (code, argv) => {
    const ran = await bnn(argv);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain(`error ${code}: `);
    expect(ran.stderr).not.toMatch(/\n +at .*:\d+/);
  });
});
