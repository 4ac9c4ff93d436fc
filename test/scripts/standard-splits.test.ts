import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { standardSplits } from '../../scripts/standard-splits.js';

it('the splits of the yacht set are those that the published figures were made with', () => {
  const splits = standardSplits(308, 20);
  expect(splits.map((test) => new Set(test).size)).toEqual(Array(20).fill(31));
  // Of the test rows as JSON, in the order of the published files.
  const hash = createHash('sha256').update(JSON.stringify(splits)).digest('hex');
  expect(hash).toBe('78f70a017efe44e793826545bd819996fd81a8ac8384efb8fd106b5836a9ac08');
});
