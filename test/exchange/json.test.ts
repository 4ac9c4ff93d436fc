import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DiagnosticError } from '../../src/base/diagnostic.js';
import { readJson } from '../../src/exchange/json-arrays.js';
import { readJsonText } from '../../src/exchange/json-text.js';
import { diagnosticsOf } from './files.js';

const read = (text: string) => readJson('data.json', text);

it('reads scalars and nested arrays, row-major', () => {
  const columns = read('{"N": 3, "X": [[1, 2, 3], [4, 5, 6]], "ok": true, "b": [true, false]}');
  expect(columns.get('N')).toMatchObject({ shape: [], values: Float64Array.of(3) });
  expect(columns.get('X')).toMatchObject({
    shape: [2, 3],
    values: Float64Array.of(1, 2, 3, 4, 5, 6),
  });
  expect(columns.get('ok')).toMatchObject({ shape: [], values: Float64Array.of(1) });
  expect(columns.get('b')).toMatchObject({ shape: [2], values: Float64Array.of(1, 0) });
  expect(read('{"e": [], "f": [[], []]}').get('f')).toMatchObject({ shape: [2, 0] });
});

it('names the place of an element', () => {
  const columns = read('{"N": 3, "X": [[1, 2, 3], [4, 5, 6]]}');
  expect(columns.get('X')!.place(5)).toBe('data.json, X[2,3]');
  expect(columns.get('N')!.place(0)).toBe('data.json, N');
});

it('takes null, NaN and NA for missing, and texts for texts', () => {
  expect([...read('{"x": [1, null, NaN, "NA", "NaN"]}').get('x')!.values]).toEqual([
    1,
    NaN,
    NaN,
    NaN,
    NaN,
  ]);
  expect(read('{"x": ["a", null, "NA", 2, true]}').get('x')!.values).toEqual([
    'a',
    '',
    '',
    '2',
    'true',
  ]);
});

it.each([
  ['BNN0306', '{}', undefined, ''],
  ['BNN0309', '{"x": 1,\n "x": 2}', 'data.json, line 2, column 2', 'line 1, column 2'],
  ['BNN0314', '{"x": [1, 2}', 'data.json, line 1, column 12', ', or ]'],
  ['BNN0314', '{"x": [1,\n 2,]}', 'data.json, line 2, column 4', 'value'],
  ['BNN0314', '{"x": 1', 'data.json, line 1, column 8', 'end of the file'],
  ['BNN0314', '{x: 1}', 'data.json, line 1, column 2', 'name in quotes'],
  ['BNN0314', '{"x": 1} 2', 'data.json, line 1, column 10', 'follows'],
  ['BNN0314', '{"x": [Infinity]}', 'data.json, line 1, column 8', 'finite'],
  ['BNN0314', '{"x": 01}', 'data.json, line 1, column 8', ''],
  ['BNN0314', '{"x": "a\nb"}', 'data.json, line 1, column 7', 'not closed'],
  ['BNN0315', '[1, 2]', undefined, 'an array of 2'],
  ['BNN0315', '3', undefined, 'a single value'],
  ['BNN0316', '{"X": [[1, 2], [3]]}', 'data.json, X[2]', 'an array of 2'],
  ['BNN0316', '{"X": [[1, 2], 3]}', 'data.json, X[2]', 'a single value (3)'],
  ['BNN0316', '{"X": [1, [2]]}', 'data.json, X[2]', 'a single value'],
  ['BNN0317', '{"X": [{"a": 1}]}', 'data.json', 'X[1]'],
])('gives %s for %s', (code, text, place, words) => {
  const [problem] = diagnosticsOf(() => read(text));
  expect(problem).toMatchObject({ code, ...(place === undefined ? {} : { place }) });
  expect(Object.values(problem!).join(' ')).toContain(words);
});

it('refuses nesting without end', () => {
  const [problem] = diagnosticsOf(() => read(`{"x": ${'['.repeat(100_000)}`));
  expect(problem!.code).toBe('BNN0314');
});

it('reads what JSON.stringify writes, as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(plain(readJsonText(text))).toEqual(JSON.parse(text));
    }),
  );
});

it('reads any text or says what is wrong with it', () => {
  const signs = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '1',
    '-',
    '.',
    'e',
    'null',
    ' ',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(signs), (parts) => {
      try {
        read(`{${parts.join('')}`);
      } catch (error) {
        expect(error).toBeInstanceOf(DiagnosticError);
      }
    }),
  );
});

/** Maps as objects; own keys such as __proto__ stay own. */
function plain(value: unknown): unknown {
  if (value instanceof Map) {
    const entries = [...(value as Map<string, unknown>)];
    return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
}
