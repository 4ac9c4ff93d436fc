/** What a kernel has to say for itself: whoever reports on a run looks for one that never moves, or was never tuned. */
export interface MoveRecord {
  /** Steps since warm-up. */
  readonly steps: number;
  /** Those that ended elsewhere than they began. */
  readonly moved: number;
  /** Whether a warm-up has been gone through. */
  readonly tuned: boolean;
}

export const NO_MOVES: MoveRecord = { steps: 0, moved: 0, tuned: false };

export function recordMove(record: MoveRecord, moved: boolean): MoveRecord {
  return { ...record, steps: record.steps + 1, moved: record.moved + (moved ? 1 : 0) };
}

/** What is wrong with a kernel, judged once it has made some steps after warm-up. */
export function complaint(record: MoveRecord): 'never moved' | 'never tuned' | undefined {
  if (record.steps > 0 && record.moved === 0) return 'never moved';
  return record.tuned ? undefined : 'never tuned';
}
