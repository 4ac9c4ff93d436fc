/** How far one chain is. Chains count from 1; `iteration` of `total` are done, warm-up included. */
export interface ProgressEvent {
  readonly chain: number;
  readonly iteration: number;
  readonly total: number;
  readonly phase: 'warmup' | 'sampling' | 'finished';
  /** After warm-up, over all blocks. */
  readonly divergences: number;
  /** Spent in sweeps, over all sessions of the run. */
  readonly seconds: number;
}

export type ProgressListener = (event: ProgressEvent) => void;

const MILLISECONDS_BETWEEN_EVENTS = 200;

/** Passes on about five events a second of one chain, and every change of phase. */
export function throttled(listener: ProgressListener): ProgressListener {
  let next = 0;
  let phase: ProgressEvent['phase'] | undefined;
  return (event) => {
    const now = performance.now();
    if (now < next && event.phase === phase) return;
    next = now + MILLISECONDS_BETWEEN_EVENTS;
    phase = event.phase;
    listener(event);
  };
}
