import { expect, it } from 'vitest';
import { NO_MOVES, recordMove } from '../../src/samplers/adaptation/move-record.js';

it('counts the steps of a kernel and those that moved', () => {
  const tuned = { ...NO_MOVES, tuned: true };
  const stuck = recordMove(recordMove(tuned, false), false);
  expect(stuck).toEqual({ steps: 2, moved: 0, tuned: true });
  expect(recordMove(stuck, true)).toEqual({ steps: 3, moved: 1, tuned: true });
});
