import { InvariantError } from '../base/diagnostic.js';
import type { ProgressListener } from './progress.js';
import type { RunOutcome, RunSpecification, SessionOptions } from './specification.js';

/** Makes the run directory and runs its chains; an abort leaves a run that `resume` continues. */
export async function sample(
  specification: RunSpecification,
  listener?: ProgressListener,
  signal?: AbortSignal,
): Promise<RunOutcome> {
  await Promise.resolve({ specification, listener, signal });
  throw new InvariantError('sample is not written yet');
}

/** Continues a run to the same bits as if it had never stopped. */
export async function resume(
  directory: string,
  listener?: ProgressListener,
  signal?: AbortSignal,
  options?: SessionOptions,
): Promise<RunOutcome> {
  await Promise.resolve({ directory, listener, signal, options });
  throw new InvariantError('resume is not written yet');
}
