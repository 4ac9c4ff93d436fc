import { describe, expect, it } from 'vitest';
import { philox } from '../../../src/base/random/philox.js';
import { RandomStream } from '../../../src/base/random/stream.js';

const unsigned = (words: readonly number[]) => words.map((word) => word >>> 0);

describe('philox', () => {
  // Known answers of the authors' Random123 library, philox4x32-10.
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [-1, -1, -1, -1],
      [-1, -1],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('%o under %o', (counter, key, answer) => {
    expect(unsigned(philox([...counter], key))).toEqual([...answer]);
  });
});

describe('keys of streams', () => {
  it('are told apart by order, kind and length of their parts', () => {
    const keys = [
      [],
      [0],
      [1],
      [0, 1],
      [1, 0],
      ['0'],
      ['1'],
      ['01'],
      ['0', '1'],
      [2 ** 32],
      ['', ''],
    ];
    const first = keys.map((key) => new RandomStream('seed', ...key).bits());
    expect(new Set(first).size).toBe(keys.length);
  });

  it('give first draws that are uniform and uncorrelated from one iteration to the next', () => {
    const count = 20_000;
    const draws = Array.from({ length: count }, (_, i) =>
      new RandomStream('seed', 1, i, 0).uniform(),
    );
    const mean = draws.reduce((sum, u) => sum + u, 0) / count;
    expect(Math.abs(mean - 0.5) * Math.sqrt(12 * count)).toBeLessThan(4);
    let lagged = 0;
    for (let i = 1; i < count; i++) lagged += (draws[i]! - 0.5) * (draws[i - 1]! - 0.5);
    expect(Math.abs((12 * lagged) / Math.sqrt(count))).toBeLessThan(4);
  });
});
