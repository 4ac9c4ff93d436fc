import type { MoveRecord } from '../../base/draws.js';

export const NO_MOVES: MoveRecord = { steps: 0, moved: 0, tuned: false };

export function recordMove(record: MoveRecord, moved: boolean): MoveRecord {
  return { ...record, steps: record.steps + 1, moved: record.moved + (moved ? 1 : 0) };
}
