import { availableParallelism } from 'node:os';
import type { SharedData } from '../backend/backend.js';
import { withoutNative } from '../backend/settings.js';
import type { CompiledModel } from '../compiler/6-build/compiled.js';
import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { begin, layoutOf } from './begin.js';
import { PRODUCTION, type Environment } from './environment.js';
import { ENGINE_MESSAGES } from './messages.js';
import { loadFactory, type ModelFactory } from './model-factory.js';
import type { ProgressEvent, ProgressListener } from './progress.js';
import type { ChainState, Run } from './run.js';
import { createRun, requireFree, type NewRun } from './run-store/create.js';
import { RunLock } from './run-store/lock.js';
import { chainStates, openRun } from './run-store/open.js';
import { readManifest } from './run-store/read-manifest.js';
import { requireSettings } from './settings.js';
import type { RunOutcome, RunSpecification, SessionOptions } from './specification.js';

/** Seconds of work that a kill may cost a chain, unless told otherwise. */
const CHECKPOINT_SECONDS = 10;

/**
 * Makes the run directory and runs its chains; an abort leaves a run that `resume` continues. A
 * model that does not compile, or finds no place to start, leaves nothing behind.
 */
export async function sample(
  specification: RunSpecification,
  listener?: ProgressListener,
  signal?: AbortSignal,
  environment: Environment = PRODUCTION,
): Promise<RunOutcome> {
  const { directory } = specification;
  requireSettings(specification);
  requireFree(directory);
  const { compile } = await loadFactory(environment.factory);
  const { model, run } = settled(specification, compile);
  const lock = createRun(directory, run);
  try {
    const shared = model.share?.();
    const session = { options: specification, listener, signal, environment, shared };
    return await runChains(directory, session);
  } finally {
    lock.release();
  }
}

/** Continues a run to the same bits as if it had never stopped. */
export async function resume(
  directory: string,
  listener?: ProgressListener,
  signal?: AbortSignal,
  options: SessionOptions = {},
  environment: Environment = PRODUCTION,
): Promise<RunOutcome> {
  requireSettings(options);
  readManifest(directory);
  const lock = RunLock.acquire(directory);
  try {
    const run = openRun(directory);
    if (!run.finished) await requireSameCompiler(run, environment);
    const session = { options, listener, signal, environment, shared: undefined };
    return await runChains(directory, session);
  } finally {
    lock.release();
  }
}

/** The run with code that can be had: native code that cannot is replaced before anything is written. */
function settled(
  specification: RunSpecification,
  compile: ModelFactory['compile'],
): { readonly model: CompiledModel; readonly run: NewRun } {
  const { source, dataset, backend, onWarning } = specification;
  let refusal: Diagnostic | undefined;
  const notify = (found: Diagnostic) => {
    refusal ??= found;
  };
  const model = compile(source, dataset, { ...specification, notify });
  const run = begin(specification, model);
  if (refusal === undefined) return { model, run };
  onWarning?.(refusal);
  return settled({ ...specification, backend: withoutNative(backend) }, compile);
}

interface Session {
  readonly options: SessionOptions;
  readonly listener: ProgressListener | undefined;
  readonly signal: AbortSignal | undefined;
  readonly environment: Environment;
  readonly shared: SharedData | undefined;
}

/** Runs those chains of a run that have sweeps left. */
function runChains(directory: string, session: Session): Promise<RunOutcome> {
  const { options, signal, environment, shared } = session;
  const listener = session.listener ?? (() => undefined);
  const { settings, ...manifest } = readManifest(directory);
  const states = chainStates(directory, { settings, ...manifest });
  for (const state of states) listener(standing(state, settings.warmup));
  const chains = states.filter((state) => !state.finished).map((state) => state.chain);
  if (chains.length === 0) return Promise.resolve('finished');
  const cadence = {
    seconds: options.checkpointSeconds ?? CHECKPOINT_SECONDS,
    iterations: options.checkpointEvery ?? Infinity,
  };
  const workers = options.workers ?? Math.min(chains.length, availableParallelism());
  const { factory, executor } = environment;
  return executor({ directory, factory, chains, workers, cadence, listener, signal, shared });
}

function standing({ chain, done, total, ...state }: ChainState, warmup: number): ProgressEvent {
  const phase = state.finished ? 'finished' : done < warmup ? 'warmup' : 'sampling';
  const seconds = state.seconds.warmup + state.seconds.sampling;
  return { chain, iteration: done, total, phase, divergences: state.divergences, seconds };
}

/** A compiler that lays out or plans the model otherwise would go on to other draws. */
async function requireSameCompiler(run: Run, { factory }: Environment): Promise<void> {
  const { manifest, source, dataset, directory } = run;
  const { compile } = await loadFactory(factory);
  const now = layoutOf(compile(source, dataset, manifest.settings));
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const samplers = (plan: typeof now.plan) => plan.map(({ name, sampler }) => [name, sampler]);
  const part = !same(now.quantities, manifest.quantities)
    ? 'quantities'
    : same(samplers(now.plan), samplers(manifest.plan))
      ? undefined
      : 'samplers';
  if (part === undefined) return;
  const values = { directory, part, writer: manifest.package };
  throw new DiagnosticError([diagnostic(ENGINE_MESSAGES.changedCompiler, values)]);
}
