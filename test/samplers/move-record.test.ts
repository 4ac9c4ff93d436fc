import { expect, it } from 'vitest';
import { complaint, NO_MOVES, recordMove } from '../../src/samplers/adaptation/move-record.js';

it('says which kernel never moved and which was never tuned', () => {
  const tuned = { ...NO_MOVES, tuned: true };
  const stuck = recordMove(recordMove(tuned, false), false);
  expect(stuck).toEqual({ steps: 2, moved: 0, tuned: true });
  expect(complaint(stuck)).toBe('never moved');
  expect(complaint(recordMove(stuck, true))).toBeUndefined();
  expect(complaint(recordMove(NO_MOVES, true))).toBe('never tuned');
  expect(complaint(tuned)).toBeUndefined();
});
