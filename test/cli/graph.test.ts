import { expect, it } from 'vitest';
import { bnn } from './terminal.js';

const MODEL = 'examples/eight-schools/eight-schools.bnn';

it('prints DOT, with --dot or without', async () => {
  const ran = await bnn(['graph', MODEL]);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^digraph model \{[^]*\}\n$/);
  expect(await bnn(['graph', MODEL, '--dot'])).toEqual(ran);
});

it('prints SVG', async () => {
  const data = ['--data', 'examples/eight-schools/data.json'];
  const { status, stdout } = await bnn(['graph', MODEL, ...data, '--svg']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^<\?xml[^]*<\/svg>\n$/);
  expect(stdout).toContain('J = 8');
});

it('has a document with what it draws and the drawing', async () => {
  const prior = ['--prior', 'tau ~ half_normal(5)'];
  const { stdout } = await bnn(['graph', MODEL, ...prior, '--json']);
  const document = JSON.parse(stdout) as { nodes: object[]; edges: object[] };
  expect(document).toMatchObject({ model: MODEL, plates: [{ name: 'J', size: null }] });
  expect(document.nodes).toContainEqual(expect.objectContaining({ label: 'half_normal(5)' }));
  expect(document).toHaveProperty('dot');
});

it('says what is wrong with the model or its data', async () => {
  const ran = await bnn(['graph', MODEL, '--data', 'examples/yacht/train.csv']);
  expect(ran).toMatchObject({ status: 1, stdout: '' });
  expect(ran.stderr).toContain('error BNN0320');
});

it('draws a plan, in one form at a time', async () => {
  const data = ['--data', 'examples/eight-schools/data.json'];
  const dot = await bnn(['plan', MODEL, ...data, '--dot']);
  expect(dot).toMatchObject({ status: 0, stderr: '' });
  expect(dot.stdout).toMatch(/^digraph model \{[^]*1 {2}tau: slice[^]*\}\n$/);
  const svg = await bnn(['plan', MODEL, ...data, '--svg', '--json']);
  expect(JSON.parse(svg.stdout)).toMatchObject({ svg: expect.stringMatching(/<\/svg>/) as string });
  const both = await bnn(['plan', MODEL, ...data, '--svg', '--latex']);
  expect(both).toMatchObject({ status: 1, stdout: '' });
  expect(both.stderr).toContain('`--latex` and `--svg` exclude each other');
});
