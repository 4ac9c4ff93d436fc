import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../../src/base/diagnostic.js';
import { parse } from '../../../src/compiler/1-parse/index.js';

const parseText = (text: string) => parse({ name: 'model.bnn', text });
const programs = readdirSync('test/compiler/1-parse/programs').map(
  (name) => [name, readFileSync(`test/compiler/1-parse/programs/${name}`, 'utf8')] as const,
);

describe('parse', () => {
  it.each(programs)('reads %s without complaint', (_, text) => {
    const { program, diagnostics } = parseText(text);
    expect(diagnostics.map(renderDiagnostic)).toEqual([]);
    expect(program.statements.length).toBeGreaterThan(2);
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        parseText(text);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('never throws on a broken program', () => {
    const [, text] = programs[0]!;
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, cut, put) => {
        parseText(text.slice(0, at) + put + text.slice(at + cut));
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('goes on after each broken statement', () => {
    const { program, diagnostics } = parseText(
      'mu ~ normal(0, 1\na <- 3\ntau ~ half_normal(1);\nz ~ normal(mu, tau)\nx = 1 +',
    );
    expect(diagnostics.map(renderDiagnostic).join('\n\n')).toMatchSnapshot();
    expect(program.statements.map((statement) => statement.kind)).toContain('stochastic');
  });

  it('binds signs, powers and products as in mathematics', () => {
    const { program } = parseText('y = -x ^ 2 ^ 3 + a * b @ c');
    const [statement] = program.statements;
    expect(
      JSON.stringify(statement, (key, value: unknown) => (key === 'span' ? undefined : value)),
    ).toMatchSnapshot();
  });

  it('keeps /// as documentation of the next declaration', () => {
    const { program } = parseText('/// the mean\n/// of all\nmu ~ normal(0, 1) // not this\nb = 1');
    expect(program.statements.map((statement) => statement.doc)).toEqual([
      'the mean\nof all',
      undefined,
    ]);
  });

  it('reads ten thousand lines in good time', () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `a${String(i)} ~ normal(0, 1)`).join(
      '\n',
    );
    expect(parseText(text).program.statements).toHaveLength(10_000);
  });
});
