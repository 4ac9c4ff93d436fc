import { setImmediate } from 'node:timers/promises';
import { throttled } from '../progress.js';
import type { RunOutcome } from '../specification.js';
import type { ChainJob } from './executor.js';
import { chainFailure, failureOf } from './failure.js';
import { loadRunModel, runChain } from './run-model.js';

const MILLISECONDS_AT_A_STRETCH = 20;

/** Runs the chains one after the other on this thread, letting signals and timers in between. */
export async function inProcess(job: ChainJob): Promise<RunOutcome> {
  const { directory, factory, cadence, signal, shared } = job;
  const model = await loadRunModel(directory, factory, shared);
  const stopped = () => signal?.aborted ?? false;
  for (const chain of job.chains) {
    try {
      const listener = throttled(job.listener);
      const outcome = await drain(runChain(model, chain, { cadence, listener, stopped }));
      if (outcome === 'interrupted') return outcome;
    } catch (thrown) {
      throw failureOf(chainFailure(thrown, chain, directory));
    }
  }
  return 'finished';
}

async function drain(chain: Generator<undefined, RunOutcome, undefined>): Promise<RunOutcome> {
  let rest = performance.now() + MILLISECONDS_AT_A_STRETCH;
  for (;;) {
    const { done, value } = chain.next();
    if (done) return value;
    if (performance.now() < rest) continue;
    await setImmediate();
    rest = performance.now() + MILLISECONDS_AT_A_STRETCH;
  }
}
