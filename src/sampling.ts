import { chooseBackend, type BackendRequest } from './backend/settings.js';
import { DiagnosticError, type Diagnostic } from './base/diagnostic.js';
import { freeDirectory } from './cli/free-name.js';
import {
  changesOf,
  checked,
  datasetOf,
  readModel,
  type DataInput,
  type ModelInput,
} from './cli/inputs.js';
import { predictionRows } from './cli/prediction-rows.js';
import { diagnose, type Diagnosis } from './diagnostics/index.js';
import * as engine from './engine/index.js';
import { requireNew, writeTable } from './exchange/index.js';
import { planChangeFrom, type LockInput } from './plan.js';
import { newSeed } from './seed.js';

export interface SessionInput {
  /** Threads at work at once; the result does not depend on it. */
  readonly workers?: number | undefined;
  readonly onProgress?: engine.ProgressListener;
  /** Aborting checkpoints every chain and leaves a run that `resume` continues. */
  readonly signal?: AbortSignal;
}

export interface SampleInput extends ModelInput, DataInput, SessionInput, LockInput {
  readonly chains?: number | undefined;
  readonly warmup?: number | undefined;
  /** Draws a chain, after warm-up. */
  readonly draws?: number | undefined;
  /** Any text; drawn when not given. */
  readonly seed?: string | undefined;
  readonly adaptDelta?: number | undefined;
  readonly maxTreedepth?: number | undefined;
  /** By default wasm where the engine has SIMD, else the evaluator; native code only when asked for. */
  readonly backend?: BackendRequest['backend'];
  /** Of what is computed for every row and unit of a network: f64 by default; sums are always f64. */
  readonly precision?: BackendRequest['precision'];
  /** Only operations that give the same bits on every machine. */
  readonly reproducible?: boolean | undefined;
  readonly onWarning?: (warning: Diagnostic) => void;
  /** Go on, with a warning, where the plan is not the one locked. */
  readonly acceptPlan?: boolean | undefined;
  /** The run's directory, which must not exist; by default `<model>.run`, with a number if taken. */
  readonly directory?: string | undefined;
}

/** What `sample` does when nothing else is asked. */
export const SAMPLE_DEFAULTS = {
  chains: 4,
  warmup: 1000,
  draws: 1000,
  adaptDelta: 0.8,
  maxTreedepth: 10,
} as const;

export interface RunResult {
  readonly directory: string;
  readonly outcome: engine.RunOutcome;
  /** Absent for an interrupted run. */
  readonly summary?: Summary;
}

/** Samples the posterior into a new run directory and summarises it. */
export async function sample(input: SampleInput): Promise<RunResult> {
  const source = readModel(input.model);
  const dataset = await datasetOf(input.data);
  const directory = input.directory ?? freeDirectory(source.name);
  const { settings: backend, warnings } = chooseBackend(input);
  const changes = changesOf(source, input);
  const change = planChangeFrom(source, dataset, changes, input);
  if (change !== undefined && input.acceptPlan !== true) throw new DiagnosticError([change]);
  const accepted = change === undefined ? [] : [{ ...change, severity: 'warning' as const }];
  for (const warning of [...checked(source, dataset, changes).warnings, ...warnings, ...accepted]) {
    input.onWarning?.(warning);
  }
  const specification = {
    ...{ source, dataset, directory, ...changes, ...sessionOf(input) },
    chains: input.chains ?? SAMPLE_DEFAULTS.chains,
    warmup: input.warmup ?? SAMPLE_DEFAULTS.warmup,
    draws: input.draws ?? SAMPLE_DEFAULTS.draws,
    seed: input.seed ?? newSeed(),
    adaptDelta: input.adaptDelta ?? SAMPLE_DEFAULTS.adaptDelta,
    maxTreedepth: input.maxTreedepth ?? SAMPLE_DEFAULTS.maxTreedepth,
    backend,
    onWarning: input.onWarning,
  };
  const outcome = await engine.sample(specification, input.onProgress, input.signal);
  return await resultOf(directory, outcome);
}

/** Continues an interrupted run, to the same bits as if it had never stopped, and summarises it. */
export async function resume(directory: string, input: SessionInput = {}): Promise<RunResult> {
  const outcome = await engine.resume(directory, input.onProgress, input.signal, sessionOf(input));
  return await resultOf(directory, outcome);
}

export interface Summary {
  readonly run: engine.Run;
  readonly diagnosis: Diagnosis;
}

/** The posterior of a run, its diagnostics, and whether they pass. */
export async function summary(directory: string): Promise<Summary> {
  const run = await Promise.resolve(engine.openRun(directory));
  const { maxTreedepth } = run.manifest.settings;
  return { run, diagnosis: diagnose(run.draws(), run.statistics(), maxTreedepth) };
}

export interface PredictInput extends DataInput {
  /** A .csv file to write the predictions to, which must not exist. */
  readonly out?: string | undefined;
}

/** The posterior predictive at new rows, in the data's own units, with scores where the target is there. */
export async function predict(
  directory: string,
  { data, out }: PredictInput,
): Promise<engine.PredictionResult> {
  const run = engine.openRun(directory);
  if (out !== undefined) requireNew(out);
  // The run's own seed, so that the same run and rows give the same prediction.
  const { seed } = run.manifest.settings;
  const result = await engine.predict(run, await datasetOf(data), { seed });
  if (out !== undefined) writeTable(out, predictionRows(result));
  return result;
}

async function resultOf(directory: string, outcome: engine.RunOutcome): Promise<RunResult> {
  if (outcome === 'interrupted') return { directory, outcome };
  return { directory, outcome, summary: await summary(directory) };
}

function sessionOf({ workers }: SessionInput): engine.SessionOptions {
  return workers === undefined ? {} : { workers };
}
