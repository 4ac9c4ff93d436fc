/**
 * bnn as a library: one function a command. Each takes paths or what was already read, and throws a
 * `DiagnosticError` for whatever the caller can put right.
 */
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { chooseBackend, type BackendRequest } from './backend/settings.js';
import type { Dataset } from './base/dataset.js';
import { DiagnosticError, type Diagnostic } from './base/diagnostic.js';
import type { Draws } from './base/draws.js';
import type { SourceText } from './base/source.js';
import {
  changesOf,
  checked,
  datasetOf,
  readModel,
  type DataInput,
  type ModelInput,
} from './cli/inputs.js';
import { predictionRows } from './cli/prediction-rows.js';
import type { Program } from './compiler/1-parse/index.js';
import type { CheckedModel } from './compiler/2-check/model.js';
import type { FactorGraph } from './compiler/3-factorize/graph.js';
import type { Conditional } from './compiler/4-condition/index.js';
import type { SamplingPlan } from './compiler/5-assign/plan.js';
import { check as checkModel } from './compiler/compile.js';
import { diagnose, type Diagnosis } from './diagnostics/index.js';
import * as engine from './engine/index.js';
import { drawsCsvLines, drawsJsonPieces, requireNew, writeTable } from './exchange/index.js';
import { planChangeFrom, type LockInput } from './plan.js';
import { newSeed } from './seed.js';

export { DiagnosticError, InvariantError, renderDiagnostic } from './base/diagnostic.js';
export { printProgram } from './compiler/1-parse/index.js';
export { printModel } from './compiler/2-check/print.js';
export { printGraph } from './compiler/3-factorize/print.js';
export { printConditionals } from './compiler/4-condition/print.js';
export { latexPlan } from './compiler/latex-plan.js';
export { explainPlan } from './compiler/explain.js';
export type { CheckedModel, Conditional, FactorGraph, Program };
export type { Dataset, Diagnosis, Diagnostic, Draws, SamplingPlan, SourceText };
export type {
  ClassPrediction,
  Manifest,
  NumericPrediction,
  PredictionResult,
  ProgressEvent,
  ProgressListener,
  Run,
  TargetPrediction,
} from './engine/index.js';
export { openRun } from './engine/index.js';
export { format, type FormatInput, type FormatResult } from './format.js';
export { graph, type GraphResult } from './graph.js';
export { curveSvg, curveText, dotText, graphSvg } from './report/index.js';
export {
  shapeCurve,
  standardNamed,
  standardShape,
  standardTemplates,
  type StandardShape,
  type StandardTemplate,
} from './standard.js';
export { plan, type PlanInput, type PlanResult } from './plan.js';
export { prior, type PriorInput, type PriorSummary } from './prior.js';
export { newSeed } from './seed.js';
export type { DataInput, ModelInput };

export interface CheckResult {
  /** As parsed; `printProgram` writes it out. */
  readonly program: Program;
  /** With names resolved, networks unfolded and priors swapped, for `printModel`; absent where an error was found. */
  readonly model?: CheckedModel;
  /** Errors and warnings, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether none of them is an error. */
  readonly ok: boolean;
}

/** Checks a model: names, shapes, supports; with data, also that they fit it. Never throws for the model's own errors. */
export async function check(input: ModelInput & Partial<DataInput>): Promise<CheckResult> {
  const source = readModel(input.model);
  const dataset = input.data === undefined ? undefined : await datasetOf(input.data);
  const { program, model, diagnostics } = checkModel(source, dataset, changesOf(input));
  const ok = diagnostics.every((d) => d.severity !== 'error');
  return { program, ...(model && { model }), diagnostics, ok };
}

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
  const change = planChangeFrom(source, dataset, input);
  if (change !== undefined && input.acceptPlan !== true) throw new DiagnosticError([change]);
  const accepted = change === undefined ? [] : [{ ...change, severity: 'warning' as const }];
  for (const warning of [...checked(source, dataset, input), ...warnings, ...accepted]) {
    input.onWarning?.(warning);
  }
  const specification = {
    ...{ source, dataset, directory, ...changesOf(input), ...sessionOf(input) },
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

export interface DrawsInput {
  /** Quantities (`theta`), elements (`theta[2]`), patterns (`f.hidden.*`); everything when empty. */
  readonly select?: readonly string[];
  readonly format?: 'csv' | 'json';
}

/**
 * The draws of chosen quantities as pieces of one text: CSV with a line a draw, or a JSON document with
 * a list a chain for each element. As numbers they are `openRun(directory).draws()`.
 */
export async function draws(
  directory: string,
  { select = [], format = 'csv' }: DrawsInput = {},
): Promise<Iterable<string>> {
  const all = await Promise.resolve(engine.openRun(directory).draws());
  if (format === 'json') return drawsJsonPieces(all, select);
  return endingLines(drawsCsvLines(all, select));
}

function* endingLines(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

async function resultOf(directory: string, outcome: engine.RunOutcome): Promise<RunResult> {
  if (outcome === 'interrupted') return { directory, outcome };
  return { directory, outcome, summary: await summary(directory) };
}

function sessionOf({ workers }: SessionInput): engine.SessionOptions {
  return workers === undefined ? {} : { workers };
}

/** Where a run of this model goes when no directory is given: `<model>.run`, with a number if taken. */
export function freeDirectory(model: string): string {
  const stem = basename(model, extname(model));
  for (let number = 1; ; number++) {
    const directory = number === 1 ? `${stem}.run` : `${stem}-${String(number)}.run`;
    if (!existsSync(directory)) return directory;
  }
}
