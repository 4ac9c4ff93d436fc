import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DiagnosticError } from '../../src/base/diagnostic.js';
import { csvLine } from '../../src/exchange/csv-line.js';
import { readCsv } from '../../src/exchange/csv-table.js';
import { diagnosticsOf } from './files.js';

const read = (text: string) => readCsv('train.csv', text);
const values = (text: string, name: string) => [...read(text).get(name)!.values];

it('reads numbers, and keeps the order of columns', () => {
  const columns = read('y,x\n1,-2.5\n+3,1e-3\n.5, 4. \n');
  expect([...columns.keys()]).toEqual(['y', 'x']);
  expect(columns.get('x')).toMatchObject({ name: 'x', shape: [3] });
  expect(columns.get('x')!.values).toEqual(Float64Array.of(-2.5, 0.001, 4));
  expect(columns.get('y')!.values).toEqual(Float64Array.of(1, 3, 0.5));
});

it('reads texts, quoted cells, and every kind of line end', () => {
  expect(values('a,b\r\n"x, y",1\r\n"say ""no""",2\r\n', 'a')).toEqual(['x, y', 'say "no"']);
  expect(values('a\n"two\nlines"\n', 'a')).toEqual(['two\nlines']);
  expect(values('a,b\r1,2\r', 'b')).toEqual([2]);
  expect(values('a,b\n\n1,2\n\n3,4', 'b')).toEqual([2, 4]);
});

it('takes an empty cell, NA and NaN for missing', () => {
  expect(values('a,b\n1,\n,2\nNA,3\nNaN,4\nnan,5\n', 'a')).toEqual([1, NaN, NaN, NaN, NaN]);
  expect(values('a,b\nred,\nNA,2\n,3\n', 'a')).toEqual(['red', '', '']);
  expect(read('a,b\n,1\nNA,2\n').get('a')!.values).toEqual(Float64Array.of(NaN, NaN));
});

it('keeps a column with one text as texts, each with its place', () => {
  const column = read('a,b\n1,2\n"3\n",oops\n5,6\n').get('b')!;
  expect(column.values).toEqual(['2', 'oops', '6']);
  expect(column.place(0)).toBe('train.csv, row 1 (line 2), column b');
  expect(column.place(2)).toBe('train.csv, row 3 (line 5), column b');
});

it.each(['0x10', '1,5', '1e999', 'Infinity', '12abc', '1 2', '--1', '1_000', 'e5', '.'])(
  'does not take %s for a number',
  (cell) => {
    expect(values(`a\n1\n"${cell}"\n`, 'a')).toEqual(['1', cell]);
  },
);

it.each([
  ['BNN0307', '1,2\n3,4\n', undefined],
  ['BNN0308', ',y\n1,2\n', 'train.csv, header, column 1'],
  ['BNN0308', 'y,\n1,2\n', 'train.csv, header, column 2'],
  ['BNN0309', 'y,x,y\n1,2,3\n', 'train.csv, header, column 3'],
  ['BNN0310', 'y,x\n', undefined],
  ['BNN0311', 'y,x\n1,2\n3\n', 'train.csv, row 2 (line 3), column x'],
  ['BNN0311', 'y,x\n1,2,3\n', 'train.csv, row 1 (line 2), column 3'],
  ['BNN0312', 'y,x\n1,2\n"3,4\n', 'train.csv, line 3'],
  ['BNN0312', 'y,x\n1,a"b\n', 'train.csv, line 2'],
  ['BNN0313', 'y;x\n1;2\n', undefined],
  ['BNN0313', 'y\tx\n1\t2\n', undefined],
])('gives %s for %j', (code, text, place) => {
  const [problem] = diagnosticsOf(() => read(text));
  expect(problem).toMatchObject({ code, ...(place === undefined ? {} : { place }) });
});

it('reports several ragged rows, but not all of them', () => {
  expect(diagnosticsOf(() => read('y,x\n1\n1,2\n3\n'))).toHaveLength(2);
  expect(diagnosticsOf(() => read(`y,x\n${'1\n'.repeat(50)}`))).toHaveLength(5);
});

it('reads what csvLine writes', () => {
  const cells = fc.array(
    fc.oneof(
      fc.double({ noNaN: true }).filter(Number.isFinite),
      fc.constantFrom('a b', 'x,y', 'q"q', 'l\nl'),
    ),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(cells, (column) => {
      const text = ['name', ...column].map((cell) => csvLine([cell])).join('\n');
      const found = values(text, 'name').map(String);
      // Numbers beside texts stay as written; -0 has no sign as text.
      expect(found.map((cell) => (cell === '-0' ? '0' : cell))).toEqual(column.map(String));
    }),
  );
});

it('reads any text or says what is wrong with it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab,"\n\r1.;\t é') }), (text) => {
      try {
        read(text);
      } catch (error) {
        expect(error).toBeInstanceOf(DiagnosticError);
      }
    }),
  );
});
