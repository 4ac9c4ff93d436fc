import type { ChainSession } from './chain-session.js';
import type { ProgressListener } from './progress.js';
import type { RunOutcome } from './specification.js';

/** When chains checkpoint between their first sweep and their last. */
export interface Cadence {
  readonly seconds: number;
  readonly iterations: number;
}

export interface SweepHooks {
  readonly cadence: Cadence;
  readonly stopped: () => boolean;
  readonly listener: ProgressListener;
}

/**
 * Runs a chain to its end, or to a checkpoint when it is told to stop. Yields after every sweep, so
 * that a thread drains it and the main thread lets others run in between.
 */
export function* sweeps(
  session: ChainSession,
  { cadence, stopped, listener }: SweepHooks,
): Generator<undefined, RunOutcome, undefined> {
  let since = 0;
  let due = performance.now() + cadence.seconds * 1000;
  while (!session.finished) {
    if (stopped()) {
      session.checkpoint();
      return 'interrupted';
    }
    session.step();
    if (!session.finished) listener(session.progress());
    since++;
    if (since >= cadence.iterations || performance.now() >= due) {
      session.checkpoint();
      since = 0;
      due = performance.now() + cadence.seconds * 1000;
    }
    yield;
  }
  session.finish();
  listener(session.progress());
  return 'finished';
}
