import { expect, it } from 'vitest';
import type { Draws } from '../../src/base/draws.js';
import { drawsCsvLines, drawsJsonPieces } from '../../src/exchange/index.js';
import { diagnosticsOf } from './files.js';

const parameter = { kind: 'parameter' } as const;
const weight = { kind: 'weight' } as const;

/** Draw d of chain c holds 100 c + 10 d + position, counted from 0. */
const draws: Draws = {
  quantities: [
    { name: 'mu', ...parameter, shape: [], offset: 0, size: 1 },
    { name: 'theta', ...parameter, shape: [2], offset: 1, size: 2 },
    { name: 'f.hidden.weight', ...weight, shape: [1, 2], offset: 3, size: 2 },
    { name: 'f.hidden.bias', ...weight, shape: [1], offset: 5, size: 1 },
  ],
  width: 6,
  draws: 2,
  chains: [0, 1].map((chain) =>
    Float64Array.from({ length: 12 }, (_, k) => 100 * chain + 10 * Math.floor(k / 6) + (k % 6)),
  ),
};

const header = (...select: string[]) => [...drawsCsvLines(draws, select)][0];

it('gives one line a draw', () => {
  expect([...drawsCsvLines(draws, ['theta'])]).toEqual([
    'chain,draw,theta[1],theta[2]',
    '1,1,1,2',
    '1,2,11,12',
    '2,1,101,102',
    '2,2,111,112',
  ]);
});

it('selects names, elements and patterns, in the order of the draws', () => {
  expect(header()).toBe(
    'chain,draw,mu,theta[1],theta[2],"f.hidden.weight[1,1]","f.hidden.weight[1,2]",f.hidden.bias[1]',
  );
  expect(header('theta[2]', 'mu')).toBe('chain,draw,mu,theta[2]');
  expect(header('theta', 'theta[1]')).toBe('chain,draw,theta[1],theta[2]');
  expect(header('f.hidden.weight[1, 2]')).toBe('chain,draw,"f.hidden.weight[1,2]"');
  expect(header('f.*')).toMatch(/^chain,draw,"f.hidden.weight\[1,1\]".*bias\[1\]$/);
});

it.each([
  ['thta', 'did you mean theta?'],
  ['thta[1]', 'did you mean theta?'],
  ['theta[3]', 'the last element is theta[2]'],
  ['zzzzzz', "name one of them, or a pattern ('f.*')"],
])('says what %s may have meant', (name, remedy) => {
  const problems = diagnosticsOf(() => header('mu', name));
  expect(problems).toMatchObject([{ code: 'BNN0319' }]);
  expect(problems[0]!.instead).toContain(remedy);
});

it('gives one JSON document', () => {
  expect(JSON.parse([...drawsJsonPieces(draws, ['mu', 'f.hidden.bias'])].join(''))).toEqual({
    chains: 2,
    draws: 2,
    values: {
      mu: [
        [0, 10],
        [100, 110],
      ],
      'f.hidden.bias[1]': [
        [5, 15],
        [105, 115],
      ],
    },
  });
});
