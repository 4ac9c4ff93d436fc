import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse, printProgram, type Program } from '../../../src/compiler/1-parse/index.js';

const read = (text: string) => parse({ name: 'model.bnn', text });
const meaning = ({ statements }: Program) =>
  JSON.stringify(statements, (key, value: unknown) => (key === 'span' ? undefined : value));

function expectInverse(text: string): void {
  const { program, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  const printed = printProgram(program);
  const again = read(printed);
  expect(again.diagnostics).toEqual([]);
  expect(meaning(again.program)).toBe(meaning(program));
  expect(printProgram(again.program)).toBe(printed);
}

it.each(readdirSync('test/compiler/1-parse/programs'))('%s prints and parses back', (name) => {
  expectInverse(readFileSync(`test/compiler/1-parse/programs/${name}`, 'utf8'));
});

it('prints and parses back docs, uses, infer blocks and indices', () => {
  expectInverse(`/// about mu
mu ~ normal(0, sd = 1)
use activation mmelu, prior horseshoe from "lib.bnn"
infer { f.hidden.*, mu using nuts(metric = dense)  tau using gibbs }
y = a[1:3, :, i] + b[2] * (c == 2)`);
});

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'f.h.w', '1', '2.5', '1e-3', 'weight', 'of', 'β'),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '@', '^', '==', '<', '&&', '||'),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    tie('expression').map((x) => `-(${x})`),
    tie('expression').map((x) => `!(${x})`),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([x, y]) => `g(${x}, k = ${y}, c ~ h(${x}))`),
    fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `(${x})[${y}, :]`),
  ),
}));

it('prints and parses back any expression', () => {
  fc.assert(
    fc.property(expression, (text) => {
      expectInverse(`y = ${text}`);
    }),
    { numRuns: 500, seed: 3 },
  );
});
