import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const SYNTAX = 'editors/vscode/syntaxes/bnn.tmLanguage.json';
let grammar: NonNullable<Awaited<ReturnType<textmate.Registry['loadGrammar']>>>;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: () =>
      Promise.resolve(textmate.parseRawGrammar(readFileSync(SYNTAX, 'utf8'), SYNTAX)),
  });
  grammar = (await registry.loadGrammar('source.bnn'))!;
});

/** Each word of a line with the last part of its colour, white space left out. */
function coloured(line: string): [string, string][] {
  return grammar
    .tokenizeLine(line, textmate.INITIAL)
    .tokens.map(({ startIndex, endIndex, scopes }): [string, string] => [
      line.slice(startIndex, endIndex).trim(),
      scopes.at(-1)!.replace(/\.bnn$/, ''),
    ])
    .filter(([word]) => word !== '');
}

it('colours a declaration, a layer and a comment', () => {
  expect(coloured('theta[J] ~ normal(mu, sd = 2.5) // why')).toEqual([
    ['theta', 'variable.other'],
    ['[', 'source'],
    ['J', 'variable.other'],
    [']', 'source'],
    ['~', 'keyword.operator.stochastic'],
    ['normal', 'support.type.distribution'],
    ['(', 'source'],
    ['mu', 'variable.other'],
    [',', 'source'],
    ['sd', 'variable.parameter'],
    ['=', 'keyword.operator'],
    ['2.5', 'constant.numeric'],
    [')', 'source'],
    ['// why', 'comment.line.double-slash'],
  ]);
});

it('colours keywords, layers, library priors and activations', () => {
  const scopes = new Map(
    coloured('layer β2 = dense(x, 3) { weight ~ horseshoe()  activation = tanh }'),
  );
  expect(scopes.get('layer')).toBe('keyword.control');
  expect(scopes.get('β2')).toBe('variable.parameter');
  expect(scopes.get('dense')).toBe('support.class.layer');
  expect(scopes.get('horseshoe')).toBe('support.type.distribution');
  expect(scopes.get('activation')).toBe('keyword.control');
  expect(scopes.get('tanh')).toBe('support.function.activation');
});
