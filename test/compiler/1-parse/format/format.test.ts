import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexer } from '../../../../grammar/tokens.js';
import { parse, type Program } from '../../../../src/compiler/1-parse/index.js';
import { check } from '../../../../src/compiler/compile.js';
import { format } from '../../../../src/compiler/format.js';
import { printModel } from '../../../../src/compiler/2-check/print.js';
import { CORPUS } from '../corpus.js';

const source = (text: string) => ({ name: 'm.bnn', text });
const read = (text: string) => parse(source(text)).program;

function formatted(text: string): string {
  const { text: laid, diagnostics } = format(source(text));
  expect(diagnostics).toEqual([]);
  return laid!;
}

/** What a program says, but for the names that `fmt` may write out. */
const WRITTEN = ['sd', 'rate'];
function meaning({ statements }: Program): string {
  return JSON.stringify(statements, (key, value: unknown) => {
    if (key === 'span') return undefined;
    const name = (value as { name?: { name: unknown } } | undefined)?.name?.name;
    if (typeof name !== 'string' || !WRITTEN.includes(name)) return value;
    return 'stochastic' in (value as object) ? { ...(value as object), name: undefined } : value;
  });
}

function comments(text: string): string[] {
  const { groups } = lexer.tokenize(text);
  const all = [...(groups.docs ?? []), ...(groups.comments ?? [])];
  return all.map(({ image }) => image.replace(/\s+(\n|$)/g, '$1')).sort();
}

function expectFaithful(text: string): void {
  const once = formatted(text);
  expect(meaning(read(once))).toBe(meaning(read(text)));
  expect(comments(once)).toEqual(comments(text));
  expect(formatted(once)).toBe(once);
  expect(once).not.toMatch(/[ \t]\r?\n|\n\r?\n\r?\n/);
}

describe.each(CORPUS)('$name', ({ name, text }) => {
  it('is laid out as it was', async () => {
    expectFaithful(text);
    const file = name.replaceAll('/', '-');
    await expect(formatted(text)).toMatchFileSnapshot(`golden/${file}`);
  });

  it('means the same', () => {
    const model = (of: string) => {
      const checked = check(source(of), undefined, { priors: [], bindings: [] }).model;
      return checked && printModel(checked);
    };
    expect(model(formatted(text))).toBe(model(text));
  });
});

/** The words of a program with other white space and comments between them. */
const shaken = fc
  .tuple(
    fc.constantFrom(...CORPUS),
    fc.infiniteStream(
      fc.oneof(
        { weight: 12, arbitrary: fc.constant(' ') },
        { weight: 4, arbitrary: fc.constantFrom('\n', '\n\n\n', '   ', '\n  ', '\r\n') },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            ...[' // a\n', '\n// b\n', '\n\n/// c\n', ' /* d */ ', '\n/* e */\n'],
            ...[' /* f\n   g */', ' /* h */ // i\n', '\n/* j */ /* k */ '],
          ),
        },
      ),
    ),
  )
  .map(([{ text }, between]) =>
    lexer
      .tokenize(text)
      .tokens.map(({ image }) => `${between.next().value!}${image}`)
      .join(''),
  );

it('keeps meaning and comments of any layout, and is idempotent', () => {
  fc.assert(fc.property(shaken, expectFaithful), { numRuns: 250, seed: 5 });
});

it('keeps every line within 120 columns where it can', () => {
  fc.assert(
    fc.property(shaken, (text) => {
      const bare = text.replace(/\/\/[^\n]*\n|\/\*[^]*?\*\//g, '\n');
      for (const line of formatted(bare).split(/\r?\n/))
        expect(line.length).toBeLessThanOrEqual(120);
    }),
    { numRuns: 60, seed: 6 },
  );
});

it('leaves a text with errors alone', () => {
  const { text, diagnostics } = format(source('mu ~ ~ normal(0, 1)'));
  expect(text).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['BNN0108']);
});

it('writes a name only where an argument could be misread', () => {
  const call = (of: string) => formatted(`a ~ ${of}`).trim().slice(4);
  expect(call('normal(0, 1)')).toBe('normal(0, sd = 1)');
  expect(call('normal(0, var = 1)')).toBe('normal(0, var = 1)');
  expect(call('gamma(1, 2)')).toBe('gamma(1, rate = 2)');
  expect(call('exponential(2)')).toBe('exponential(rate = 2)');
  expect(call('laplace(0, 1)')).toBe('laplace(0, 1)');
  expect(call('beta(1, 1)')).toBe('beta(1, 1)');
  expect(call('normal(0, 1, 2)')).toBe('normal(0, 1, 2)');
  const own = 'prior normal(w; m: real, s: positive) {\n  w ~ laplace(m, s)\n}\na ~ normal(0, 1)\n';
  expect(formatted(own)).toBe(own);
});
