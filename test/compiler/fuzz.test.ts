import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokens } from '../../grammar/tokens.js';
import { renderDiagnostic } from '../../src/base/diagnostic.js';
import { parse } from '../../src/compiler/1-parse/index.js';
import { check } from '../../src/compiler/compile.js';
import { format } from '../../src/compiler/format.js';
import { distributions, functions } from '../../src/library/index.js';
import { CORPUS } from './1-parse/corpus.js';

/** Every stage that reads a text: an answer with places that exist, or nothing. */
function readWhole(text: string): void {
  const source = { name: 'm.bnn', text };
  const { diagnostics, model } = check(source, undefined, { priors: [], bindings: [] });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.length > 0).toBe(model === undefined);
  for (const found of diagnostics) {
    expect(found.code).toMatch(/^BNN\d{4}$/);
    expect(renderDiagnostic(found)).not.toMatch(/undefined|NaN|\[object/);
    const { start, end } = found.span ?? { start: 0, end: 0 };
    expect(start).toBeLessThanOrEqual(end);
    expect(end).toBeLessThanOrEqual(Math.max(1, text.length));
  }
  const laid = format(source);
  if (laid.text === undefined) {
    expect(laid.diagnostics).not.toEqual([]);
    return;
  }
  expect(parse({ name: 'm.bnn', text: laid.text }).diagnostics).toEqual([]);
  expect(format({ name: 'm.bnn', text: laid.text }).text).toBe(laid.text);
}

const asserted = (texts: fc.Arbitrary<string>, seed: number, numRuns: number) => () => {
  fc.assert(fc.property(texts, readWhole), { seed, numRuns });
};

it('reads any bytes', asserted(fc.string({ unit: 'binary', maxLength: 300 }), 11, 400));

const someProgram = fc.constantFrom(...CORPUS).map(({ text }) => text);
const mutated = fc
  .tuple(
    someProgram,
    fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), fc.string({ maxLength: 4 })),
      {
        ...{ minLength: 1, maxLength: 4 },
      },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [where, cut, put]) => {
      const at = Math.floor(where * now.length);
      return now.slice(0, at) + put + now.slice(at + cut);
    }, text),
  );
it('reads programs with letters changed', asserted(mutated, 12, 400));

/** Words of the language: what its tokens and registries hold. */
const words = [
  ...tokens.flatMap(({ PATTERN }) => (typeof PATTERN === 'string' ? [PATTERN] : [])),
  ...[...distributions.keys(), ...functions.map(({ name }) => name)],
  ...['x', 'y', 'n', 'f', 'weight', 'bias', 'dense', 'real', 'tanh', 'unit', 'f.h.*'],
  ...[
    '0',
    '1',
    '2.5',
    '1e9',
    '+',
    '-',
    '*',
    '/',
    '@',
    '<',
    '==',
    '// c\n',
    '/* d */',
    '/// e\n',
    '"p"',
  ],
];
const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((list) => list.join(' '));
it('reads any words', asserted(soup, 13, 600));

const spliced = fc
  .tuple(someProgram, someProgram, fc.nat(60), fc.nat(60), fc.nat(30))
  .map(([a, b, from, to, count]) => {
    const [left, right] = [a, b].map((text) => text.match(/\S+|\s+/g) ?? []);
    return [...left!.slice(0, from), ...right!.slice(to, to + count), ...left!.slice(from)].join(
      '',
    );
  });
it('reads programs cut into each other', asserted(spliced, 14, 400));

it.each([
  ['brackets', (n: number) => `a = ${'('.repeat(n)}1${')'.repeat(n)}`],
  ['open brackets', (n: number) => `a = ${'f(['.repeat(n)}`],
  ['signs', (n: number) => `a = ${'- ! '.repeat(n)}1`],
  ['powers', (n: number) => `a = ${'2 ^ '.repeat(n)}1`],
  ['sums', (n: number) => `a = ${'1 + '.repeat(n)}1`],
  ['indices', (n: number) => `a = b${'[1]'.repeat(n)}`],
  [
    'names',
    (n: number) =>
      Array.from({ length: n / 4 }, (_, i) => `a${String(i)} = a${String(i + 1)}`).join('\n'),
  ],
])('reads %s thousands deep', (_, text) => {
  for (const depth of [40, 8000]) readWhole(text(depth));
});

it('many errors are told at once, and each once', () => {
  const text = `data { y: real[n]  g: index[n] of G }
mu ~ norml(0, 1)
tau ~ half_normal(-1)
a[G] ~ normal(nu, tau)
b = exq(2)
observe y ~ normal(a[g] + b, 1)
`;
  const { diagnostics } = check({ name: 'm.bnn', text }, undefined, { priors: [], bindings: [] });
  expect(diagnostics.map(({ code }) => code).sort()).toEqual([
    ...['BNN0201', 'BNN0204', 'BNN0205', 'BNN0213'],
  ]);
});

/** Alternately an unknown and what follows from the one before: names, shapes and supports to resolve. */
function long(lines: number): string {
  const body = Array.from({ length: lines - 2 }, (_, i) =>
    i % 2 === 0
      ? `a${String(i)} ~ normal(${i === 0 ? '0' : `mean(a${String(i - 1)})`}, sd = 1)`
      : `a${String(i)} = 0.5 * a${String(i - 1)} + exp(-x * a${String(i - 1)})  // line ${String(i)}`,
  );
  const last = `observe y ~ normal(a${String(lines - 3)}, sd = 1)`;
  return ['data { x: real[n]  y: real[n] }', ...body, last].join('\n');
}

it('the work of a check grows with the length of the text', () => {
  const work = (lines: number): number => {
    const source = { name: 'm.bnn', text: long(lines) };
    const before = process.cpuUsage().user;
    const { diagnostics } = check(source, undefined, { priors: [], bindings: [] });
    expect(diagnostics).toEqual([]);
    return process.cpuUsage().user - before;
  };
  work(1000);
  // Twenty times the lines; what grew with their square would take four hundred times as long.
  expect(work(20_001) / work(1001)).toBeLessThan(80);
});
