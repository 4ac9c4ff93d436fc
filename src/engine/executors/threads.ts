import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { RunOutcome } from '../specification.js';
import { WORKER } from '../entries.js';
import type { ChainJob } from './executor.js';
import { chainFailure, failureOf } from './failure.js';
import type { Order, Report, WorkerStart } from './protocol.js';

/** What the workers of one session share. */
interface Crew {
  readonly job: ChainJob;
  readonly waiting: number[];
  readonly stop: SharedArrayBuffer;
  readonly failures: Diagnostic[];
  interrupted: boolean;
}

/** Runs the chains on worker threads, each taking the next waiting chain when it is free. */
export async function threads(job: ChainJob): Promise<RunOutcome> {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const crew: Crew = { job, waiting: [...job.chains], stop, failures: [], interrupted: false };
  const onAbort = () => {
    stopAll(crew);
  };
  if (job.signal?.aborted) onAbort();
  job.signal?.addEventListener('abort', onAbort);
  try {
    const count = Math.min(job.workers, job.chains.length);
    await Promise.all(Array.from({ length: count }, () => work(crew)));
  } finally {
    job.signal?.removeEventListener('abort', onAbort);
  }
  if (crew.failures.length > 0) throw failureOf(crew.failures);
  return crew.interrupted || crew.waiting.length > 0 ? 'interrupted' : 'finished';
}

/** One worker, from its first chain until it has exited. */
function work(crew: Crew): Promise<void> {
  const { directory, factory, cadence, shared } = crew.job;
  const first = crew.waiting.shift();
  if (first === undefined) return Promise.resolve();
  const workerData: WorkerStart = { directory, factory, cadence, shared, stop: crew.stop, first };
  const worker = new Worker(WORKER, { workerData });
  let chain: number | undefined = first;
  return new Promise((resolve) => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'progress') {
        crew.job.listener(report.event);
        return;
      }
      settle(crew, report);
      chain = isStopped(crew) ? undefined : crew.waiting.shift();
      const order: Order = chain === undefined ? { kind: 'end' } : { kind: 'run', chain };
      worker.postMessage(order);
    });
    // What no handler in the thread could catch, such as running out of memory.
    worker.on('error', (thrown) => {
      fail(crew, chainFailure(thrown, chain ?? first, directory));
      chain = undefined;
    });
    worker.on('exit', () => {
      const reason = 'its thread ended without a word';
      if (chain !== undefined) fail(crew, chainFailure(reason, chain, directory));
      resolve();
    });
  });
}

function settle(crew: Crew, report: Exclude<Report, { kind: 'progress' }>): void {
  if (report.kind === 'failed') fail(crew, report.diagnostics);
  else if (report.outcome === 'interrupted') crew.interrupted = true;
}

/** One failed chain stops the others at a checkpoint: the run is to be looked at. */
function fail(crew: Crew, diagnostics: readonly Diagnostic[]): void {
  crew.failures.push(...diagnostics);
  stopAll(crew);
}

function stopAll({ stop }: Crew): void {
  Atomics.store(new Int32Array(stop), 0, 1);
}

function isStopped({ stop }: Crew): boolean {
  return Atomics.load(new Int32Array(stop), 0) !== 0;
}
