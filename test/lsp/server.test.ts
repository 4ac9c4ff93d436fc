import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CompletionItem,
  DocumentSymbol,
  Hover,
  InitializeResult,
  InlayHint,
  Location,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { format } from '../../src/compiler/format.js';
import { distributions } from '../../src/library/index.js';
import { bundleCommand, Editor } from './client.js';

const EXAMPLE = 'examples/eight-schools/eight-schools.bnn';
const SCHOOLS = readFileSync(EXAMPLE, 'utf8');
const NETWORK = `data { x: real[n, d]  y: real[n] }
/// Spread of the weights.
s ~ half_normal(1)
activation bent(x; slope: positive) = slope * max(x, 0)
network f(x) {
  layer hidden = dense(x, 4) { weight ~ normal(0, sd = s)  bias ~ normal(0, sd = 1)  activation = bent(slope ~ half_normal(1)) }
  layer output = dense(hidden, 1) { weight ~ normal(0, sd = s) }
}
size = mean(f.hidden.weight)
observe y ~ normal(f, sd = 1)
`;

let editor: Editor;
let started: InitializeResult;
beforeAll(async () => {
  await bundleCommand();
  [editor, started] = await Editor.start(EXAMPLE);
  expect(await editor.open(SCHOOLS)).toEqual([]);
});
afterAll(async () => {
  expect(await editor.end()).toBe(0);
});

const valueOf = (hover: Hover | null) => (hover?.contents as { value: string }).value;
const labels = (items: readonly CompletionItem[]) => items.map(({ label }) => label);
const lines = (found: readonly Location[]) => found.map(({ range }) => range.start.line);

describe('a server on the protocol', () => {
  it('says what it can do', () => {
    expect(started.serverInfo).toEqual({ name: 'bnn' });
    expect(started.capabilities).toMatchObject({ hoverProvider: true, inlayHintProvider: true });
  });

  it('tells of every problem of each version, with code, reason, remedy and related places', async () => {
    const broken = SCHOOLS.replace('half_cauchy(5)', 'half_cauchi(5)');
    const [first] = await editor.change(broken);
    expect(first).toMatchObject({ code: 'BNN0204', severity: 1, source: 'bnn' });
    expect(editor.textAt(first!.range)).toContain('half_cauchi');
    expect(first!.message).toMatch(/why: [^]*instead: .*half_cauchy/);
    const [negative] = await editor.change(SCHOOLS.replace('normal(mu, tau)', 'normal(0, mu)'));
    expect(negative).toMatchObject({ code: 'BNN0213' });
    expect(negative!.relatedInformation).toMatchObject([
      { message: 'mu is declared here', location: { range: { start: { line: 2 } } } },
    ]);
    expect(await editor.change(SCHOOLS)).toEqual([]);
  });

  it('shows shape, support, prior, documentation and sampler', async () => {
    const hover = valueOf(await editor.ask<Hover>('hover', 'theta[J]'));
    expect(hover).toContain('theta[J] ~ normal(mu, tau)');
    expect(hover).toContain('shape [J]');
    expect(hover).toMatch(/sampler: \*\*\w+/);
    expect(valueOf(await editor.ask<Hover>('hover', 'tau '))).toContain('any number from 0');
    expect(valueOf(await editor.ask<Hover>('hover', 'y: real'))).toContain('data, shape [J]');
    expect(valueOf(await editor.ask<Hover>('hover', 'half_cauchy'))).toContain(
      distributions.get('half_cauchy')!.doc,
    );
    expect(await editor.ask('hover', '{ y')).toBeNull();
  });

  it('hints at the sampler of each declaration where data lie beside the model', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await editor.request<InlayHint[]>('inlayHint', { range });
    expect(hints.map(({ position }) => position.line)).toEqual([2, 3, 4]);
    expect(hints.every(({ label }) => /^\w+$/.test(label as string))).toBe(true);
  });

  it('goes to a declaration, and finds and renames its uses', async () => {
    const [declared] = await editor.ask<Location[]>('definition', 'mu, tau');
    expect(declared).toMatchObject({ range: { start: { line: 2, character: 0 } } });
    const context = { includeDeclaration: true };
    const found = await editor.ask<Location[]>('references', 'tau ', 0, { context });
    expect(lines(found)).toEqual([3, 4]);
    const edit = await editor.ask<WorkspaceEdit>('rename', 'tau ', 1, { newName: 'spread' });
    expect(edit.changes![editor.uri]).toHaveLength(2);
    await expect(editor.ask('rename', 'tau ', 1, { newName: 'mu' })).rejects.toThrow('already');
    await expect(editor.ask('rename', 'tau ', 1, { newName: '1x' })).rejects.toThrow('not a name');
  });

  it('lays out, and leaves a broken text alone', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const [edit] = await editor.request<TextEdit[]>('formatting', { options });
    expect(edit!.newText).toBe(format({ name: 'm', text: SCHOOLS }).text);
    await editor.change('mu ~ ~\n');
    expect(await editor.request('formatting', { options })).toEqual([]);
    await editor.change(SCHOOLS);
  });

  it('completes what may stand at a place', async () => {
    const at = async (text: string) => {
      await editor.change(`${SCHOOLS}${text}`);
      return await editor.ask<CompletionItem[]>('completion', text, text.length);
    };
    const priors = await at('nu ~ ');
    expect(labels(priors)).toEqual(expect.arrayContaining([...distributions.keys(), 'horseshoe']));
    const normal = priors.find(({ label }) => label === 'normal')!;
    expect(normal.insertText).toBe('normal(${1:mean}, sd = ${2:sd})');
    const inside = labels(await at('nu ~ normal(0, '));
    expect(inside).toEqual(expect.arrayContaining(['sd', 'var', 'precision', 'mu', 'tau', 'exp']));
    expect(inside).not.toContain('half_normal');
    expect(labels(await at('network f(y) { layer h = '))).toContain('conv2d');
    expect(labels(await at('network f(y) { layer h = dense(y, 3) { activation = '))).toContain(
      'tanh',
    );
    expect(labels(await at('network f(y) { layer h = dense(y, 3) { '))).toEqual([
      ...['weight', 'bias', 'activation'],
    ]);
    expect(labels(await at('data { z: '))).toContain('simplex');
    expect(labels(await at('\n'))).toEqual(expect.arrayContaining(['observe', 'network', 'data']));
  });
});

describe('networks', () => {
  beforeAll(async () => {
    await editor.change(NETWORK);
  });

  it('are known by their parts', async () => {
    const hover = valueOf(await editor.ask<Hover>('hover', 'f.hidden.weight', 10));
    expect(hover).toContain('f.hidden.weight[d, 4] ~ normal(0, s)');
    const [layer] = await editor.ask<Location[]>('definition', 'hidden, 1');
    expect(editor.textAt(layer!.range)).toBe('hidden');
    const edit = await editor.ask<WorkspaceEdit>('rename', 'hidden = ', 0, { newName: 'first' });
    expect(edit.changes![editor.uri]!.map(({ range }) => range.start.line)).toEqual([5, 6, 8]);
    expect(await editor.ask('prepareRename', 'weight ~')).toBeNull();
    expect(valueOf(await editor.ask<Hover>('hover', 's ~'))).toContain('Spread of the weights.');
  });

  it('and so are the parameters of a template', async () => {
    const found = await editor.ask<Location[]>('references', 'slope: positive', 0, {
      context: { includeDeclaration: false },
    });
    expect(lines(found)).toEqual([3, 5]);
  });

  it('have an outline', async () => {
    const outline = await editor.request<DocumentSymbol[]>('documentSymbol');
    expect(outline.map(({ name }) => name)).toEqual(['x', 'y', 's', 'bent', 'f', 'size']);
    expect(outline[4]!.children!.map(({ name }) => name)).toEqual(['hidden', 'output']);
  });

  it('say that a sampler follows from data', async () => {
    expect(valueOf(await editor.ask<Hover>('hover', 's ~'))).toContain('follows from the data');
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    expect(await editor.request('inlayHint', { range })).toEqual([]);
  });
});

it('takes data from its options', async () => {
  const options = { data: 'examples/yacht/train.csv', bindings: ['y=residuary_resistance'] };
  const [other] = await Editor.start('elsewhere/net.bnn', options);
  expect((await other.open(NETWORK)).filter(({ severity }) => severity === 1)).toEqual([]);
  expect(valueOf(await other.ask<Hover>('hover', 's ~'))).toMatch(/sampler: \*\*/);
  expect(await other.end()).toBe(0);
});
