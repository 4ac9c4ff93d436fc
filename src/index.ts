/**
 * bnn as a library: one function a command. Each takes paths or what was already read, and throws a
 * `DiagnosticError` for whatever the caller can put right.
 */
import type { Dataset } from './base/dataset.js';
import type { Diagnostic } from './base/diagnostic.js';
import type { Draws } from './base/draws.js';
import type { SourceText } from './base/source.js';
import { changesOf, datasetOf, readModel, type DataInput, type ModelInput } from './cli/inputs.js';
import type { Program } from './compiler/1-parse/index.js';
import type { CheckedModel } from './compiler/2-check/model.js';
import type { FactorGraph } from './compiler/3-factorize/graph.js';
import type { Conditional } from './compiler/4-condition/index.js';
import type { SamplingPlan } from './compiler/5-assign/plan.js';
import { check as checkModel } from './compiler/compile.js';
import type { Diagnosis } from './diagnostics/index.js';
import * as engine from './engine/index.js';
import { drawsCsvLines, drawsJsonPieces, endedLines } from './exchange/index.js';

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
export { activationCurve, activations, type LearnedActivation } from './activations.js';
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
export { slots, type Slot } from './slots.js';
export {
  compare,
  type CompareInput,
  type Comparison,
  type FittedVariant,
  type Variant,
  type VariantRunner,
  type VariantScore,
} from './compare.js';
export { plan, type PlanInput, type PlanResult } from './plan.js';
export { prior, type PriorInput, type PriorSummary } from './prior.js';
export { freeDirectory } from './cli/free-name.js';
export {
  predict,
  resume,
  sample,
  SAMPLE_DEFAULTS,
  summary,
  type PredictInput,
  type RunResult,
  type SampleInput,
  type SessionInput,
  type Summary,
} from './sampling.js';
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
  const changes = changesOf(source, input);
  const found = checkModel(source, dataset, changes);
  const { program, model } = found;
  const diagnostics = [...found.diagnostics, ...changes.warnings];
  const ok = diagnostics.every((d) => d.severity !== 'error');
  return { program, ...(model && { model }), diagnostics, ok };
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
  return endedLines(drawsCsvLines(all, select));
}
